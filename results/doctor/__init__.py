"""What this machine has and lacks for a campaign, each lack with its remedy."""
