-- The record's first schema with data in it, frozen. See README.md.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.results_begin_attempt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE whole record;
        importing boolean := coalesce(current_setting('svartid.importing', true) = 'on', false);
BEGIN
    -- The lock keeps a contact from being done while it gets another attempt.
    SELECT campaign_id, organisation_id, touchpoint_id, channel, state INTO whole
        FROM results_contact WHERE id = NEW.contact_id FOR NO KEY UPDATE;
    IF (whole.campaign_id, whole.organisation_id, whole.touchpoint_id, whole.channel)
       IS DISTINCT FROM (NEW.campaign_id, NEW.organisation_id, NEW.touchpoint_id, NEW.channel) THEN
        RAISE EXCEPTION 'attempt % of contact %: campaign, organisation, touchpoint or channel is not the contact''s',
            NEW.number, NEW.contact_id USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_of_its_contact';
    END IF;
    IF NOT importing AND (NEW.state <> 'planned' OR NEW.fencing_token <> 0) THEN
        RAISE EXCEPTION 'an attempt begins as planned, not %', NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_arrow';
    END IF;
    IF NOT importing AND whole.state = 'done' THEN
        RAISE EXCEPTION 'contact % is done: there is nothing more to try', NEW.contact_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contact_ends_once';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.results_begin_campaign() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO results_campaigncontrol (campaign_id, state, changed_at, changed_by, reason)
        VALUES (NEW.id, 'paused', now(), '', '') ON CONFLICT DO NOTHING;
    INSERT INTO results_campaignuse (campaign_id, in_progress, seconds) VALUES (NEW.id, 0, 0)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TABLE public.results_attempt (
    id bigint NOT NULL,
    number smallint NOT NULL,
    channel character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    window_ends_at timestamp with time zone NOT NULL,
    day date,
    demo_clock boolean NOT NULL,
    fencing_token bigint NOT NULL,
    lease_until timestamp with time zone,
    claimed_at timestamp with time zone,
    contacting_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    outcome character varying(32) NOT NULL,
    not_run_reason character varying(100) NOT NULL,
    error character varying(2000) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    campaign_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    touchpoint_id bigint NOT NULL,
    worker_id bigint,
    contact_id bigint NOT NULL,
    CONSTRAINT attempt_channel CHECK (((channel)::text = ANY ((ARRAY['phone'::character varying, 'web_form'::character varying, 'email'::character varying, 'chat'::character varying, 'messenger'::character varying, 'web_page'::character varying])::text[]))),
    CONSTRAINT attempt_contacting_when CHECK (((NOT ((state)::text = ANY ((ARRAY['contacting'::character varying, 'finished'::character varying, 'lost'::character varying])::text[]))) OR (contacting_at IS NOT NULL))),
    CONSTRAINT attempt_ends_after_start CHECK (((ended_at IS NULL) OR (started_at IS NULL) OR (ended_at >= started_at))),
    CONSTRAINT attempt_finished_when CHECK (((NOT ((state)::text = 'finished'::text)) OR ((ended_at IS NOT NULL) AND (started_at IS NOT NULL)))),
    CONSTRAINT attempt_held_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['claimed'::character varying, 'contacting'::character varying])::text[]))) OR ((day IS NOT NULL) AND (fencing_token >= 1) AND (lease_until IS NOT NULL) AND (worker_id IS NOT NULL)))),
    CONSTRAINT attempt_not_run_why CHECK (((((state)::text = 'not_run'::text) AND (NOT ((not_run_reason)::text = ''::text))) OR ((NOT ((state)::text = 'not_run'::text)) AND ((not_run_reason)::text = ''::text)))),
    CONSTRAINT attempt_number_from_1 CHECK ((number >= 1)),
    CONSTRAINT attempt_outcome CHECK (((outcome)::text = ANY ((ARRAY[''::character varying, 'answered_by_person'::character varying, 'answered_by_machine_only'::character varying, 'no_answer'::character varying, 'busy'::character varying, 'rejected'::character varying, 'congestion'::character varying, 'unreachable'::character varying, 'wait_limit_reached'::character varying, 'closed'::character varying, 'replied'::character varying, 'auto_reply_only'::character varying, 'no_reply'::character varying, 'form_rejected'::character varying, 'blocked'::character varying, 'cancelled'::character varying, 'lost'::character varying, 'error'::character varying])::text[]))),
    CONSTRAINT attempt_outcome_fits CHECK (((((outcome)::text = 'lost'::text) AND ((state)::text = 'lost'::text)) OR (((outcome)::text = 'cancelled'::text) AND ((state)::text = 'cancelled'::text)) OR (((state)::text = 'finished'::text) AND (NOT ((outcome)::text = ANY ((ARRAY[''::character varying, 'lost'::character varying, 'cancelled'::character varying])::text[])))) OR (((outcome)::text = ''::text) AND ((state)::text = ANY ((ARRAY['planned'::character varying, 'claimed'::character varying, 'contacting'::character varying, 'not_run'::character varying])::text[]))))),
    CONSTRAINT attempt_state CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'claimed'::character varying, 'contacting'::character varying, 'finished'::character varying, 'lost'::character varying, 'cancelled'::character varying, 'not_run'::character varying])::text[]))),
    CONSTRAINT attempt_window_rises CHECK ((window_ends_at >= due_at)),
    CONSTRAINT results_attempt_number_check CHECK ((number >= 0))
);
CREATE FUNCTION public.results_count_attempt(was public.results_attempt, is_now public.results_attempt) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE caps record;
        capped boolean;
BEGIN
    IF was.state = is_now.state THEN
        RETURN;
    END IF;
    SELECT * INTO caps FROM results_campaign WHERE id = is_now.campaign_id;
    capped := caps.cap_simultaneous IS NOT NULL OR caps.cap_minutes IS NOT NULL;
    IF is_now.state = 'claimed' THEN
        PERFORM results_count_day('touchpoint', is_now.touchpoint_id, is_now.day, caps.cap_touchpoint_day);
        PERFORM results_count_day('organisation', is_now.organisation_id, is_now.day, caps.cap_organisation_day);
        IF capped THEN
            UPDATE results_campaignuse SET in_progress = in_progress + 1
                WHERE campaign_id = is_now.campaign_id
                AND in_progress < coalesce(caps.cap_simultaneous, 2147483647);
            IF NOT FOUND THEN
                RAISE EXCEPTION 'campaign %: as many attempts at once as it may have', caps.slug
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'cap_simultaneous';
            END IF;
            PERFORM FROM results_campaignuse WHERE campaign_id = is_now.campaign_id
                AND seconds >= 60.0 * caps.cap_minutes;
            IF FOUND THEN
                RAISE EXCEPTION 'campaign %: its minutes are used up', caps.slug
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'cap_minutes';
            END IF;
        END IF;
    ELSIF was.state = 'claimed' AND is_now.state <> 'contacting' THEN
        UPDATE results_daycount SET made = made - 1
            WHERE scope = 'touchpoint' AND subject_id = was.touchpoint_id AND day = was.day;
        UPDATE results_daycount SET made = made - 1
            WHERE scope = 'organisation' AND subject_id = was.organisation_id AND day = was.day;
    END IF;
    IF was.state IN ('claimed', 'contacting') AND is_now.state NOT IN ('claimed', 'contacting') THEN
        UPDATE results_campaignuse
            SET in_progress = greatest(in_progress - CASE WHEN capped THEN 1 ELSE 0 END, 0),
                seconds = seconds + CASE WHEN is_now.channel = 'phone'
                    THEN coalesce(extract(epoch FROM is_now.ended_at - is_now.started_at), 0) ELSE 0 END
            WHERE campaign_id = is_now.campaign_id
            AND (capped OR is_now.channel = 'phone' AND is_now.ended_at > is_now.started_at);
    END IF;
END $$;
CREATE FUNCTION public.results_count_day(what text, subject bigint, on_day date, cap integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO results_daycount AS counted (scope, subject_id, day, made) VALUES (what, subject, on_day, 1)
        ON CONFLICT (scope, subject_id, day) DO UPDATE SET made = counted.made + 1
        WHERE counted.made < coalesce(cap, 2147483647);
    IF NOT FOUND THEN
        RAISE EXCEPTION '% %: % contacts on % are as many as it may have', what, subject, cap, on_day
            USING ERRCODE = 'check_violation', CONSTRAINT = format('cap_%s_day', what);
    END IF;
END $$;
CREATE FUNCTION public.results_freeze_campaign() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (NEW.document_id, NEW.method_id, NEW.questionnaire_id, NEW.seed, NEW.cap_touchpoint_day,
        NEW.cap_organisation_day, NEW.cap_minutes, NEW.cap_simultaneous, NEW.demo)
       IS DISTINCT FROM (OLD.document_id, OLD.method_id, OLD.questionnaire_id, OLD.seed, OLD.cap_touchpoint_day,
        OLD.cap_organisation_day, OLD.cap_minutes, OLD.cap_simultaneous, OLD.demo)
       AND EXISTS (SELECT FROM results_contact WHERE campaign_id = OLD.id) THEN
        RAISE EXCEPTION 'campaign % is frozen: it has contacts already', OLD.slug
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.results_freeze_document() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (NEW.kind, NEW.slug, NEW.version, NEW.content_hash, NEW.canonical, NEW.text)
       IS DISTINCT FROM (OLD.kind, OLD.slug, OLD.version, OLD.content_hash, OLD.canonical, OLD.text) THEN
        RAISE EXCEPTION 'document % is frozen: keep the new text as a document of its own', OLD.slug
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.results_freeze_participant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM results_contact
               WHERE campaign_id = OLD.campaign_id AND organisation_id = OLD.organisation_id)
       AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
        RAISE EXCEPTION 'this participant is frozen: it has contacts already'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.results_guard_attempt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (NEW.contact_id, NEW.number, NEW.campaign_id, NEW.organisation_id, NEW.touchpoint_id, NEW.channel)
       IS DISTINCT FROM
       (OLD.contact_id, OLD.number, OLD.campaign_id, OLD.organisation_id, OLD.touchpoint_id, OLD.channel) THEN
        RAISE EXCEPTION 'attempt %: whose it is never changes', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    IF OLD.state IN ('finished', 'lost', 'cancelled', 'not_run') AND NEW IS DISTINCT FROM OLD
       AND coalesce(current_setting('svartid.erasing', true), '') <> 'on' THEN
        RAISE EXCEPTION 'attempt % is over (%): it stays as it is', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'attempt_over';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('planned', 'claimed'), ('planned', 'cancelled'), ('planned', 'not_run'),
        ('claimed', 'planned'), ('claimed', 'contacting'), ('claimed', 'cancelled'), ('claimed', 'not_run'),
        ('contacting', 'finished'), ('contacting', 'lost'), ('contacting', 'cancelled')) THEN
        RAISE EXCEPTION 'attempt %: from % to % there is no way', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_arrow';
    END IF;
    IF NEW.fencing_token < OLD.fencing_token
       OR (OLD.state = 'planned' AND NEW.state = 'claimed') <> (NEW.fencing_token <> OLD.fencing_token) THEN
        RAISE EXCEPTION 'attempt %: the fencing token rises with each claim and only then', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_token';
    END IF;
    IF NEW.state = 'contacting' AND NEW.day IS DISTINCT FROM OLD.day THEN
        RAISE EXCEPTION 'attempt %: its day is counted already', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_day';
    END IF;
    PERFORM results_count_attempt(OLD, NEW);
    RETURN NEW;
END $$;
CREATE FUNCTION public.results_guard_contact() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE point record;
BEGIN
    IF TG_OP = 'INSERT' OR NEW.touchpoint_id <> OLD.touchpoint_id OR NEW.organisation_id <> OLD.organisation_id
       OR NEW.channel <> OLD.channel THEN
        SELECT organisation_id, channel INTO point FROM results_touchpoint WHERE id = NEW.touchpoint_id;
        IF point.organisation_id <> NEW.organisation_id OR point.channel <> NEW.channel THEN
            RAISE EXCEPTION 'contact %: the touchpoint is another organisation''s or of another channel', NEW.key
                USING ERRCODE = 'check_violation', CONSTRAINT = 'contact_own_touchpoint';
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'done' AND (NEW.state, NEW.outcome, NEW.not_run_reason, NEW.done_at)
       IS DISTINCT FROM (OLD.state, OLD.outcome, OLD.not_run_reason, OLD.done_at) THEN
        RAISE EXCEPTION 'contact % is done: its ending stays', OLD.key
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'contact_ends_once';
    END IF;
    IF NEW.state = 'done' AND OLD.state <> 'done' AND EXISTS (
        SELECT FROM results_attempt
        WHERE contact_id = OLD.id AND state IN ('planned', 'claimed', 'contacting')) THEN
        RAISE EXCEPTION 'contact % has an open attempt', OLD.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contact_attempt_open';
    END IF;
    IF (NEW.campaign_id, NEW.key, NEW.organisation_id, NEW.touchpoint_id, NEW.channel, NEW.enquiry_id)
       IS DISTINCT FROM
       (OLD.campaign_id, OLD.key, OLD.organisation_id, OLD.touchpoint_id, OLD.channel, OLD.enquiry_id)
       AND EXISTS (SELECT FROM results_attempt WHERE contact_id = OLD.id) THEN
        RAISE EXCEPTION 'contact % is frozen: it has an attempt already', OLD.key
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.results_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> 'results_auditevent'
       AND current_setting('svartid.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, lower(TG_OP)
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_assignment (
    id bigint NOT NULL,
    role character varying(8) NOT NULL,
    state character varying(16) NOT NULL,
    due_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    shopper_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    CONSTRAINT assignment_role CHECK (((role)::text = ANY ((ARRAY['first'::character varying, 'second'::character varying])::text[]))),
    CONSTRAINT assignment_state CHECK (((state)::text = ANY ((ARRAY['offered'::character varying, 'accepted'::character varying, 'done'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.results_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.results_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_auditevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying(200) NOT NULL,
    action character varying(64) NOT NULL,
    subject character varying(200) NOT NULL,
    detail jsonb NOT NULL
);
ALTER TABLE public.results_auditevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_auditevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_award (
    id bigint NOT NULL,
    slug character varying(64) NOT NULL,
    name character varying(200) NOT NULL,
    house character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.results_award ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_award_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_campaign (
    id bigint NOT NULL,
    slug character varying(64) NOT NULL,
    title jsonb NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    seed bigint NOT NULL,
    cap_touchpoint_day integer NOT NULL,
    cap_organisation_day integer,
    cap_minutes integer,
    cap_simultaneous integer,
    demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    award_id bigint,
    document_id bigint NOT NULL,
    method_id bigint NOT NULL,
    questionnaire_id bigint,
    CONSTRAINT campaign_cap_touchpoint CHECK ((cap_touchpoint_day >= 1)),
    CONSTRAINT campaign_days_rise CHECK ((ends_on >= starts_on)),
    CONSTRAINT results_campaign_cap_minutes_check CHECK ((cap_minutes >= 0)),
    CONSTRAINT results_campaign_cap_organisation_day_check CHECK ((cap_organisation_day >= 0)),
    CONSTRAINT results_campaign_cap_simultaneous_check CHECK ((cap_simultaneous >= 0)),
    CONSTRAINT results_campaign_cap_touchpoint_day_check CHECK ((cap_touchpoint_day >= 0))
);
ALTER TABLE public.results_campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_campaigncontrol (
    campaign_id bigint NOT NULL,
    state character varying(16) NOT NULL,
    stop_requested_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    changed_by character varying(200) NOT NULL,
    reason character varying(500) NOT NULL,
    CONSTRAINT control_state CHECK (((state)::text = ANY ((ARRAY['running'::character varying, 'paused'::character varying, 'stopped'::character varying])::text[])))
);
CREATE TABLE public.results_campaignuse (
    campaign_id bigint NOT NULL,
    in_progress integer NOT NULL,
    seconds double precision NOT NULL,
    CONSTRAINT use_in_progress CHECK ((in_progress >= 0))
);
CREATE TABLE public.results_comment (
    id bigint NOT NULL,
    offset_ms double precision,
    author character varying(200) NOT NULL,
    role character varying(16) NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    hidden_at timestamp with time zone,
    attempt_id bigint,
    contact_id bigint NOT NULL,
    CONSTRAINT comment_moment CHECK (((offset_ms IS NULL) OR (attempt_id IS NOT NULL))),
    CONSTRAINT comment_role CHECK (((role)::text = ANY ((ARRAY['evaluator'::character varying, 'shopper'::character varying, 'organisation'::character varying, 'jury'::character varying])::text[])))
);
ALTER TABLE public.results_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_conflictofinterest (
    id bigint NOT NULL,
    reason character varying(500) NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    organisation_id bigint NOT NULL,
    shopper_id bigint NOT NULL
);
ALTER TABLE public.results_conflictofinterest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_conflictofinterest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_contact (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    channel character varying(16) NOT NULL,
    language character varying(8) NOT NULL,
    mode character varying(16) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    window_ends_at timestamp with time zone NOT NULL,
    state character varying(16) NOT NULL,
    outcome character varying(32) NOT NULL,
    not_run_reason character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    campaign_id bigint NOT NULL,
    enquiry_id bigint NOT NULL,
    klass_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    second_shopper_id bigint,
    shopper_id bigint,
    touchpoint_id bigint NOT NULL,
    CONSTRAINT contact_channel CHECK (((channel)::text = ANY ((ARRAY['phone'::character varying, 'web_form'::character varying, 'email'::character varying, 'chat'::character varying, 'messenger'::character varying, 'web_page'::character varying])::text[]))),
    CONSTRAINT contact_done_when CHECK ((((done_at IS NOT NULL) AND ((state)::text = 'done'::text)) OR ((NOT ((state)::text = 'done'::text)) AND (done_at IS NULL)))),
    CONSTRAINT contact_mode CHECK (((mode)::text = ANY ((ARRAY['automatic'::character varying, 'bridged'::character varying, 'manual'::character varying])::text[]))),
    CONSTRAINT contact_one_ending CHECK (((((outcome)::text = ''::text) AND ((state)::text = 'done'::text) AND (NOT ((not_run_reason)::text = ''::text))) OR (((not_run_reason)::text = ''::text) AND ((state)::text = 'done'::text) AND (NOT ((outcome)::text = ''::text))) OR (((not_run_reason)::text = ''::text) AND ((outcome)::text = ''::text) AND (NOT ((state)::text = 'done'::text))))),
    CONSTRAINT contact_outcome CHECK (((outcome)::text = ANY ((ARRAY[''::character varying, 'answered_by_person'::character varying, 'answered_by_machine_only'::character varying, 'no_answer'::character varying, 'busy'::character varying, 'rejected'::character varying, 'congestion'::character varying, 'unreachable'::character varying, 'wait_limit_reached'::character varying, 'closed'::character varying, 'replied'::character varying, 'auto_reply_only'::character varying, 'no_reply'::character varying, 'form_rejected'::character varying, 'blocked'::character varying, 'cancelled'::character varying, 'lost'::character varying, 'error'::character varying])::text[]))),
    CONSTRAINT contact_state CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'running'::character varying, 'done'::character varying])::text[]))),
    CONSTRAINT contact_two_shoppers CHECK (((second_shopper_id IS NULL) OR ((shopper_id IS NOT NULL) AND (NOT ((second_shopper_id = shopper_id) AND (second_shopper_id IS NOT NULL) AND (shopper_id IS NOT NULL)))))),
    CONSTRAINT contact_window_rises CHECK ((window_ends_at >= due_at))
);
ALTER TABLE public.results_contact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_daycount (
    id bigint NOT NULL,
    scope character varying(16) NOT NULL,
    subject_id bigint NOT NULL,
    day date NOT NULL,
    made integer NOT NULL,
    CONSTRAINT daycount_scope CHECK (((scope)::text = ANY ((ARRAY['touchpoint'::character varying, 'organisation'::character varying])::text[]))),
    CONSTRAINT results_daycount_made_check CHECK ((made >= 0))
);
ALTER TABLE public.results_daycount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_daycount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_dispute (
    id bigint NOT NULL,
    opened_by character varying(200) NOT NULL,
    text text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    state character varying(16) NOT NULL,
    decided_by character varying(200) NOT NULL,
    decided_at timestamp with time zone,
    decision text NOT NULL,
    contact_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT dispute_decided_when CHECK ((((decided_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (decided_at IS NOT NULL)))),
    CONSTRAINT dispute_state CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'upheld'::character varying, 'rejected'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.results_dispute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_dispute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_document (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    slug character varying(64) NOT NULL,
    version character varying(32) NOT NULL,
    content_hash character varying(64) NOT NULL,
    canonical text NOT NULL,
    text text NOT NULL,
    source text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    CONSTRAINT document_is_its_hash CHECK ((encode(sha256(convert_to(canonical, 'UTF8'::name)), 'hex'::text) = (content_hash)::text)),
    CONSTRAINT document_kind CHECK (((kind)::text = ANY ((ARRAY['enquiry'::character varying, 'questionnaire'::character varying, 'method'::character varying, 'campaign'::character varying, 'organisation'::character varying])::text[]))),
    CONSTRAINT document_text_is_its_content CHECK (((text)::jsonb = (canonical)::jsonb))
);
ALTER TABLE public.results_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_evidence (
    id bigint NOT NULL,
    name character varying(300) NOT NULL,
    kind character varying(16) NOT NULL,
    media_type character varying(100) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    encrypted boolean NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    purge_at timestamp with time zone,
    purged_at timestamp with time zone,
    agreement_id bigint,
    attempt_id bigint NOT NULL,
    CONSTRAINT evidence_kind CHECK (((kind)::text = ANY ((ARRAY['sound'::character varying, 'timeline'::character varying, 'trace'::character varying, 'picture'::character varying, 'screenshot'::character varying, 'message'::character varying, 'transcript'::character varying, 'page'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT evidence_sha256 CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT evidence_size CHECK ((size >= 0)),
    CONSTRAINT evidence_sound_agreed CHECK (((NOT ((kind)::text = 'sound'::text)) OR ((agreement_id IS NOT NULL) AND encrypted AND (purge_at IS NOT NULL))))
);
ALTER TABLE public.results_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_knownrecording (
    id bigint NOT NULL,
    touchpoint character varying(200) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    bands bytea NOT NULL,
    frames integer NOT NULL,
    heard integer NOT NULL,
    first_heard_at timestamp with time zone NOT NULL,
    last_heard_at timestamp with time zone NOT NULL,
    CONSTRAINT recording_heard CHECK ((heard >= 1)),
    CONSTRAINT results_knownrecording_frames_check CHECK ((frames >= 0)),
    CONSTRAINT results_knownrecording_heard_check CHECK ((heard >= 0))
);
ALTER TABLE public.results_knownrecording ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_knownrecording_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_measurement (
    id bigint NOT NULL,
    name character varying(64) NOT NULL,
    value double precision,
    unit character varying(8) NOT NULL,
    status character varying(16) NOT NULL,
    confidence double precision NOT NULL,
    attempt_id bigint NOT NULL,
    timeline_id bigint NOT NULL,
    CONSTRAINT measurement_confidence CHECK (((confidence >= (0.0)::double precision) AND (confidence <= (1.0)::double precision))),
    CONSTRAINT measurement_null_iff_unseen CHECK (((((status)::text = 'not_observed'::text) AND (value IS NULL)) OR ((NOT ((status)::text = 'not_observed'::text)) AND (value IS NOT NULL)))),
    CONSTRAINT measurement_status CHECK (((status)::text = ANY ((ARRAY['observed'::character varying, 'censored'::character varying, 'not_observed'::character varying])::text[]))),
    CONSTRAINT measurement_unit CHECK (((unit)::text = ANY ((ARRAY['s'::character varying, 'count'::character varying])::text[])))
);
ALTER TABLE public.results_measurement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_measurement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_organisation (
    id bigint NOT NULL,
    slug character varying(64) NOT NULL,
    name character varying(2000) NOT NULL,
    country character varying(2) NOT NULL,
    clock character varying(64) NOT NULL,
    languages character varying(8)[] NOT NULL,
    website character varying(2000) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    document_id bigint,
    klass_id bigint NOT NULL,
    CONSTRAINT organisation_country CHECK (((country)::text ~ '^[A-Z]{2}$'::text))
);
ALTER TABLE public.results_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_organisationclass (
    id bigint NOT NULL,
    slug character varying(64) NOT NULL,
    name character varying(200) NOT NULL
);
ALTER TABLE public.results_organisationclass ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_organisationclass_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_participant (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    document_id bigint NOT NULL,
    klass_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);
ALTER TABLE public.results_participant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_participant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_rankingrow (
    id bigint NOT NULL,
    among character varying(100) NOT NULL,
    "column" character varying(16) NOT NULL,
    status character varying(32) NOT NULL,
    value double precision,
    rank integer,
    best integer,
    worst integer,
    labels character varying(32)[] NOT NULL,
    detail jsonb NOT NULL,
    organisation_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT ranking_ranked_has_rank CHECK ((((rank IS NOT NULL) AND ((status)::text = 'ranked'::text) AND (value IS NOT NULL)) OR ((NOT ((status)::text = 'ranked'::text)) AND (rank IS NULL)))),
    CONSTRAINT ranking_ranks_rise CHECK (((best IS NULL) OR (worst IS NULL) OR ((best >= 1) AND (worst >= best)))),
    CONSTRAINT results_rankingrow_best_check CHECK ((best >= 0)),
    CONSTRAINT results_rankingrow_rank_check CHECK ((rank >= 0)),
    CONSTRAINT results_rankingrow_worst_check CHECK ((worst >= 0))
);
ALTER TABLE public.results_rankingrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_rankingrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_rankingrun (
    id bigint NOT NULL,
    code_version character varying(64) NOT NULL,
    inputs_hash character varying(64) NOT NULL,
    parameters jsonb NOT NULL,
    summary jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by character varying(200) NOT NULL,
    method_id bigint NOT NULL,
    score_run_id bigint NOT NULL
);
ALTER TABLE public.results_rankingrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_rankingrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_ratinganswer (
    id bigint NOT NULL,
    item character varying(64) NOT NULL,
    option smallint,
    number integer,
    words text NOT NULL,
    not_applicable boolean NOT NULL,
    comment text NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    session_id bigint NOT NULL,
    CONSTRAINT answer_one_kind CHECK ((((NOT not_applicable) AND (number IS NULL) AND (option IS NOT NULL) AND (words = ''::text)) OR ((NOT not_applicable) AND (number IS NOT NULL) AND (option IS NULL) AND (words = ''::text)) OR ((NOT not_applicable) AND (number IS NULL) AND (option IS NULL)) OR (not_applicable AND (number IS NULL) AND (option IS NULL) AND (words = ''::text)))),
    CONSTRAINT results_ratinganswer_option_check CHECK ((option >= 0))
);
ALTER TABLE public.results_ratinganswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_ratinganswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_ratingevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(16) NOT NULL,
    item character varying(64) NOT NULL,
    before jsonb,
    after jsonb,
    language character varying(8) NOT NULL,
    app_version character varying(64) NOT NULL,
    session_id bigint NOT NULL,
    CONSTRAINT rating_event_kind CHECK (((kind)::text = ANY ((ARRAY['opened'::character varying, 'seen'::character varying, 'answered'::character varying, 'changed'::character varying, 'submitted'::character varying, 'returned'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.results_ratingevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_ratingevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_ratingsession (
    id bigint NOT NULL,
    role character varying(8) NOT NULL,
    language character varying(8) NOT NULL,
    app_version character varying(64) NOT NULL,
    origin character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    contact_id bigint NOT NULL,
    questionnaire_id bigint NOT NULL,
    shopper_id bigint NOT NULL,
    CONSTRAINT rating_origin CHECK (((origin)::text = ANY ((ARRAY['form'::character varying, 'import'::character varying])::text[]))),
    CONSTRAINT rating_role CHECK (((role)::text = ANY ((ARRAY['first'::character varying, 'second'::character varying])::text[]))),
    CONSTRAINT rating_state CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'submitted'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT rating_submitted_after CHECK (((submitted_at IS NULL) OR (submitted_at >= opened_at))),
    CONSTRAINT rating_submitted_when CHECK (((NOT ((state)::text = 'submitted'::text)) OR (submitted_at IS NOT NULL)))
);
ALTER TABLE public.results_ratingsession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_ratingsession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_recordingagreement (
    id bigint NOT NULL,
    agreed_on date NOT NULL,
    document character varying(2000) NOT NULL,
    keep_days integer NOT NULL,
    withdrawn_on date,
    touchpoint_id bigint NOT NULL,
    CONSTRAINT agreement_keeps_a_day CHECK ((keep_days >= 1)),
    CONSTRAINT agreement_withdrawn_after CHECK (((withdrawn_on IS NULL) OR (withdrawn_on >= agreed_on))),
    CONSTRAINT results_recordingagreement_keep_days_check CHECK ((keep_days >= 0))
);
ALTER TABLE public.results_recordingagreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_recordingagreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_review (
    id bigint NOT NULL,
    decision character varying(16) NOT NULL,
    reviewer character varying(200) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    session_id bigint NOT NULL,
    CONSTRAINT review_decision CHECK (((decision)::text = ANY ((ARRAY['approved'::character varying, 'returned'::character varying, 'rejected'::character varying])::text[])))
);
ALTER TABLE public.results_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_score (
    id bigint NOT NULL,
    level character varying(16) NOT NULL,
    "column" character varying(16) NOT NULL,
    channel character varying(16) NOT NULL,
    area character varying(64) NOT NULL,
    item character varying(64) NOT NULL,
    status character varying(32) NOT NULL,
    value double precision,
    obtained double precision,
    obtainable double precision,
    n integer NOT NULL,
    missing integer NOT NULL,
    low double precision,
    high double precision,
    standard_error double precision,
    detail jsonb NOT NULL,
    contact_id bigint,
    klass_id bigint,
    organisation_id bigint,
    run_id bigint NOT NULL,
    CONSTRAINT results_score_missing_check CHECK ((missing >= 0)),
    CONSTRAINT results_score_n_check CHECK ((n >= 0)),
    CONSTRAINT score_interval_rises CHECK ((((high IS NULL) AND (low IS NULL)) OR (high >= low))),
    CONSTRAINT score_level CHECK (((level)::text = ANY ((ARRAY['item'::character varying, 'contact'::character varying, 'area'::character varying, 'channel'::character varying, 'organisation'::character varying, 'class'::character varying])::text[]))),
    CONSTRAINT score_null_iff_unscored CHECK (((((status)::text = 'scored'::text) AND (value IS NOT NULL)) OR ((NOT ((status)::text = 'scored'::text)) AND (value IS NULL))))
);
ALTER TABLE public.results_score ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_score_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_scorerun (
    id bigint NOT NULL,
    code_version character varying(64) NOT NULL,
    inputs_hash character varying(64) NOT NULL,
    parameters jsonb NOT NULL,
    summary jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by character varying(200) NOT NULL,
    campaign_id bigint NOT NULL,
    method_id bigint NOT NULL
);
ALTER TABLE public.results_scorerun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_scorerun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_shopper (
    id bigint NOT NULL,
    label character varying(64) NOT NULL,
    name character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(64) NOT NULL,
    phone_verified_at timestamp with time zone,
    languages character varying(8)[] NOT NULL,
    channels character varying(16)[] NOT NULL,
    most integer,
    certified_at timestamp with time zone,
    certified_until timestamp with time zone,
    pools character varying(200)[] NOT NULL,
    active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT results_shopper_most_check CHECK ((most >= 0)),
    CONSTRAINT shopper_erased_is_empty CHECK (((erased_at IS NULL) OR ((NOT active) AND ((email)::text = ''::text) AND ((name)::text = ''::text) AND ((phone)::text = ''::text)))),
    CONSTRAINT shopper_verified_phone CHECK (((phone_verified_at IS NULL) OR (NOT ((phone)::text = ''::text))))
);
ALTER TABLE public.results_shopper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_shopper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_timelinedocument (
    id bigint NOT NULL,
    number smallint NOT NULL,
    version smallint NOT NULL,
    document jsonb NOT NULL,
    made_by character varying(200) NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    attempt_id bigint NOT NULL,
    CONSTRAINT results_timelinedocument_number_check CHECK ((number >= 0)),
    CONSTRAINT results_timelinedocument_version_check CHECK ((version >= 0))
);
ALTER TABLE public.results_timelinedocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_timelinedocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_timelineevent (
    id bigint NOT NULL,
    number integer NOT NULL,
    offset_ms double precision NOT NULL,
    kind character varying(32) NOT NULL,
    source character varying(16) NOT NULL,
    confidence double precision NOT NULL,
    detail jsonb NOT NULL,
    evidence character varying(300) NOT NULL,
    attempt_id bigint NOT NULL,
    timeline_id bigint,
    CONSTRAINT event_confidence CHECK (((confidence >= (0.0)::double precision) AND (confidence <= (1.0)::double precision))),
    CONSTRAINT event_kind CHECK (((kind)::text ~ '^[a-z_]+$'::text)),
    CONSTRAINT event_source CHECK (((source)::text ~ '^[a-z_]+$'::text)),
    CONSTRAINT results_timelineevent_number_check CHECK ((number >= 0))
);
ALTER TABLE public.results_timelineevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_timelineevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_touchpoint (
    id bigint NOT NULL,
    slug character varying(64) NOT NULL,
    channel character varying(16) NOT NULL,
    address character varying(2000) NOT NULL,
    languages character varying(8)[] NOT NULL,
    settings jsonb NOT NULL,
    active boolean NOT NULL,
    paused boolean NOT NULL,
    paused_at timestamp with time zone,
    paused_reason character varying(500) NOT NULL,
    failures smallint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT results_touchpoint_failures_check CHECK ((failures >= 0)),
    CONSTRAINT touchpoint_channel CHECK (((channel)::text = ANY ((ARRAY['phone'::character varying, 'web_form'::character varying, 'email'::character varying, 'chat'::character varying, 'messenger'::character varying, 'web_page'::character varying])::text[]))),
    CONSTRAINT touchpoint_paused_when CHECK (((NOT paused) OR (paused_at IS NOT NULL)))
);
ALTER TABLE public.results_touchpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_touchpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.results_worker (
    id bigint NOT NULL,
    label character varying(64) NOT NULL,
    host character varying(200) NOT NULL,
    process integer NOT NULL,
    version character varying(64) NOT NULL,
    capabilities jsonb NOT NULL,
    started_at timestamp with time zone,
    heartbeat_at timestamp with time zone,
    stop_requested_at timestamp with time zone,
    stopped_at timestamp with time zone
);
ALTER TABLE public.results_worker ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_worker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
INSERT INTO public.django_migrations VALUES
	(1, 'procrastinate', '0001_initial', '2026-11-22 03:19:44.087669+00'),
	(2, 'procrastinate', '0002_drop_started_at_column', '2026-11-22 03:19:44.104308+00'),
	(3, 'procrastinate', '0003_drop_started_at_column', '2026-11-22 03:19:44.115721+00'),
	(4, 'procrastinate', '0004_drop_procrastinate_version_table', '2026-11-22 03:19:44.127632+00'),
	(5, 'procrastinate', '0005_fix_procrastinate_fetch_job', '2026-11-22 03:19:44.142016+00'),
	(6, 'procrastinate', '0006_fix_trigger_status_events_insert', '2026-11-22 03:19:44.144666+00'),
	(7, 'procrastinate', '0007_add_queueing_lock_column', '2026-11-22 03:19:44.157407+00'),
	(8, 'procrastinate', '0008_close_fetch_job_race_condition', '2026-11-22 03:19:44.168998+00'),
	(9, 'procrastinate', '0009_add_defer_job_function', '2026-11-22 03:19:44.180165+00'),
	(10, 'procrastinate', '0010_add_procrastinate_periodic_defers', '2026-11-22 03:19:44.208546+00'),
	(11, 'procrastinate', '0011_add_foreign_key_index', '2026-11-22 03:19:44.218296+00'),
	(12, 'procrastinate', '0012_add_locks_to_periodic_defer', '2026-11-22 03:19:44.241967+00'),
	(13, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '2026-11-22 03:19:44.245929+00'),
	(14, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '2026-11-22 03:19:44.256963+00'),
	(15, 'procrastinate', '0015_add_trigger_on_job_deletion', '2026-11-22 03:19:44.271839+00'),
	(16, 'procrastinate', '0016_delete_finished_jobs', '2026-11-22 03:19:44.274166+00'),
	(17, 'procrastinate', '0017_add_checks_to_finish_job', '2026-11-22 03:19:44.283624+00'),
	(18, 'procrastinate', '0018_add_checks_to_retry_job', '2026-11-22 03:19:44.297985+00'),
	(19, 'procrastinate', '0019_fix_finish_job_compat_issue', '2026-11-22 03:19:44.30087+00'),
	(20, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '2026-11-22 03:19:44.312095+00'),
	(21, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '2026-11-22 03:19:44.334932+00'),
	(22, 'procrastinate', '0022_null_locks_excluded', '2026-11-22 03:19:44.350028+00'),
	(23, 'procrastinate', '0023_remove_old_finish_job_function', '2026-11-22 03:19:44.363342+00'),
	(24, 'procrastinate', '0024_job_id_bigint', '2026-11-22 03:19:44.38305+00'),
	(25, 'procrastinate', '0025_add_models', '2026-11-22 03:19:44.40649+00'),
	(26, 'procrastinate', '0026_add_job_priority', '2026-11-22 03:19:44.419851+00'),
	(27, 'procrastinate', '0027_add_periodic_job_priority', '2026-11-22 03:19:44.429887+00'),
	(28, 'procrastinate', '0028_add_cancel_states', '2026-11-22 03:19:44.4447+00'),
	(29, 'procrastinate', '0029_add_additional_params_to_retry_job', '2026-11-22 03:19:44.465843+00'),
	(30, 'procrastinate', '0030_alter_procrastinateevent_options', '2026-11-22 03:19:44.469038+00'),
	(31, 'procrastinate', '0031_add_indexes_for_fetch_job', '2026-11-22 03:19:44.481764+00'),
	(32, 'procrastinate', '0032_pre_cancel_notification', '2026-11-22 03:19:44.499669+00'),
	(33, 'procrastinate', '0033_post_cancel_notification', '2026-11-22 03:19:44.550557+00'),
	(34, 'procrastinate', '0034_pre_add_heartbeat', '2026-11-22 03:19:44.575948+00'),
	(35, 'procrastinate', '0035_post_add_heartbeat', '2026-11-22 03:19:44.583662+00'),
	(36, 'procrastinate', '0036_add_worker_model', '2026-11-22 03:19:44.614379+00'),
	(37, 'procrastinate', '0037_pre_batch_defer_jobs', '2026-11-22 03:19:44.620612+00'),
	(38, 'procrastinate', '0038_post_batch_defer_jobs', '2026-11-22 03:19:44.633894+00'),
	(39, 'procrastinate', '0039_pre_priority_lock_fetch_job', '2026-11-22 03:19:44.644731+00'),
	(40, 'procrastinate', '0040_pre_retry_failed_job', '2026-11-22 03:19:44.656126+00'),
	(41, 'procrastinate', '0041_post_retry_failed_job', '2026-11-22 03:19:44.672533+00'),
	(42, 'results', '0001_initial', '2026-11-22 03:19:46.218026+00'),
	(43, 'results', '0002_fieldwork', '2026-11-22 03:19:56.330044+00'),
	(44, 'results', '0003_observation', '2026-11-22 03:20:01.071453+00'),
	(45, 'results', '0004_rating', '2026-11-22 03:20:02.850018+00'),
	(46, 'results', '0005_score', '2026-11-22 03:20:03.402551+00'),
	(47, 'results', '0006_guards', '2026-11-22 03:20:03.428606+00');
INSERT INTO public.results_assignment VALUES
	(1, 'first', 'done', NULL, '2026-11-22 03:20:04.283122+00', '2026-11-22 03:20:04.283142+00', 1, 1);
INSERT INTO public.results_attempt VALUES
	(1, 1, 'phone', 'finished', '2026-12-01 09:00:00+00', '2026-12-01 14:00:00+00', '2026-12-01', false, 1, '2026-12-01 09:01:00+00', NULL, '2026-12-01 09:00:00+00', '2026-12-01 09:00:00+00', '2026-12-01 09:01:30+00', 'answered_by_person', '', '', '2026-11-22 03:20:04.142824+00', 1, 1, 1, 1, 1),
	(2, 1, 'phone', 'planned', '2026-12-01 09:00:00+00', '2026-12-01 14:00:00+00', NULL, false, 0, NULL, NULL, NULL, NULL, NULL, '', '', '', '2026-11-22 03:20:04.206653+00', 1, 1, 1, NULL, 2);
INSERT INTO public.results_auditevent VALUES
	(1, '2026-11-22 03:20:04.339076+00', 'eva', 'campaign.kept', 'campaign:town-award', '{}');
INSERT INTO public.results_award VALUES
	(1, 'kundeserviceprisen', 'Kundeserviceprisen', '', '2026-11-22 03:20:03.984274+00');
INSERT INTO public.results_campaign VALUES
	(1, 'town-award', '{}', '2026-12-01', '2027-03-26', 20261201, 2, 4, 1000, NULL, false, '2026-11-22 03:20:04.021542+00', NULL, 1, 1, 2, 3);
INSERT INTO public.results_campaigncontrol VALUES
	(1, 'paused', NULL, '2026-11-22 03:20:04.02179+00', '', '');
INSERT INTO public.results_campaignuse VALUES
	(1, 0, 90);
INSERT INTO public.results_comment VALUES
	(1, 900, 'otto', 'organisation', 'Well said.', '2026-11-22 03:20:04.319593+00', NULL, 1, 1);
INSERT INTO public.results_conflictofinterest VALUES
	(1, '', '2026-11-22 03:20:04.107594+00', 2, 2);
INSERT INTO public.results_contact VALUES
	(1, 'fjordvik.phone.001', 'phone', 'nb', 'automatic', '2026-12-01 09:00:00+00', '2026-12-01 14:00:00+00', 'done', 'answered_by_person', '', '2026-11-22 03:20:04.13411+00', '2026-12-01 09:00:00+00', 1, 6, 1, 1, 2, 1, 1),
	(2, 'fjordvik.phone.002', 'phone', 'nb', 'automatic', '2026-12-01 09:00:00+00', '2026-12-01 14:00:00+00', 'planned', '', '', '2026-11-22 03:20:04.202166+00', NULL, 1, 6, 1, 1, NULL, NULL, 1);
INSERT INTO public.results_daycount VALUES
	(1, 'touchpoint', 1, '2026-12-01', 1),
	(2, 'organisation', 1, '2026-12-01', 1);
INSERT INTO public.results_dispute VALUES
	(1, 'otto', 'We did answer.', '2026-11-22 03:20:04.312113+00', 'open', '', NULL, '', 1, 1);
INSERT INTO public.results_document VALUES
	(1, 'campaign', 'town-award', '', '3959745deae4b73b06db8696f4962c018c6bbccb9c5c24ea3dccf04018c29a40', '{"campaign":"town-award"}', '{"campaign":"town-award"}', '', '2026-11-22 03:20:03.997399+00'),
	(2, 'method', 'kundeserviceprisen', '', 'ffff4e68daef29d975a713d790085bc562d371da8a16ef69ee31eedaa4ba4f09', '{"method":"kundeserviceprisen"}', '{"method":"kundeserviceprisen"}', '', '2026-11-22 03:20:04.005568+00'),
	(3, 'questionnaire', 'short', '', '394a656301b53a8f3f3ffecdbbe3d7e2fe177515c99d8a2793e5b7d513b46860', '{"questionnaire":"short"}', '{"questionnaire":"short"}', '', '2026-11-22 03:20:04.012992+00'),
	(4, 'organisation', 'fjordvik', '', 'cadfdb5eda3df5c4329916df08c76eb9a1bccbd61db3f636e58d74b66bb15d41', '{"organisation":"fjordvik"}', '{"organisation":"fjordvik"}', '', '2026-11-22 03:20:04.070433+00'),
	(5, 'organisation', 'elvedal', '', '5571dc8030aeb0ee708c750342ad4da16f67ee0695422b0839d5758a21bb17c9', '{"organisation":"elvedal"}', '{"organisation":"elvedal"}', '', '2026-11-22 03:20:04.100189+00'),
	(6, 'enquiry', 'nursery-admission', '', '9387f546ba3904cc23bdb569f2001046dab0522ea7b4d7ff6b176610da14d7ab', '{"enquiry":"nursery-admission"}', '{"enquiry":"nursery-admission"}', '', '2026-11-22 03:20:04.1321+00');
INSERT INTO public.results_evidence VALUES
	(1, 'sip.txt', 'trace', 'text/plain', '96bfc81cd68fea2f36260a09be214a22ddb6954eafa9d1398bdea255b33132c5', 6, false, '2026-11-22 03:20:04.266535+00', NULL, NULL, NULL, 1);
INSERT INTO public.results_knownrecording VALUES
	(1, 'fjordvik.switchboard', 'abc', '\x789c636068b06718c2180063b323d1', 3, 1, '2026-11-22 03:20:04.278283+00', '2026-11-22 03:20:04.27831+00');
INSERT INTO public.results_measurement VALUES
	(1, 'answer_time', 12.5, 's', 'observed', 1, 1, 1);
INSERT INTO public.results_organisation VALUES
	(1, 'fjordvik', 'Fjordvik', 'NO', 'Europe/Oslo', '{nb}', '', '2026-11-22 03:20:04.074725+00', 4, 1),
	(2, 'elvedal', 'Elvedal', 'NO', 'Europe/Oslo', '{nb}', '', '2026-11-22 03:20:04.10343+00', 5, 1);
INSERT INTO public.results_organisationclass VALUES
	(1, 'municipality', '');
INSERT INTO public.results_participant VALUES
	(1, 1, 4, 1, 1);
INSERT INTO public.results_rankingrow VALUES
	(1, 'all', 'total', 'ranked', 86.4, 1, 1, 2, '{}', '{}', 1, 1);
INSERT INTO public.results_rankingrun VALUES
	(1, '0.1.0', '1111111111111111111111111111111111111111111111111111111111111111', '{}', '{}', '2026-11-22 03:20:04.33069+00', '', 2, 1);
INSERT INTO public.results_ratinganswer VALUES
	(1, 'welcome', 1, NULL, '', false, '', '2026-12-01 09:00:00+00', 1);
INSERT INTO public.results_ratingevent VALUES
	(1, '2026-12-01 09:00:00+00', 'submitted', '', NULL, NULL, '', '', 1);
INSERT INTO public.results_ratingsession VALUES
	(1, 'first', 'nb', '', 'form', 'submitted', '2026-12-01 09:00:00+00', '2026-12-01 09:00:00+00', 1, 3, 1);
INSERT INTO public.results_recordingagreement VALUES
	(1, '2026-03-01', 'agreement.pdf', 90, NULL, 1);
INSERT INTO public.results_review VALUES
	(1, 'approved', 'eva', '', '2026-11-22 03:20:04.30525+00', 1);
INSERT INTO public.results_score VALUES
	(1, 'organisation', 'total', '', '', '', 'scored', 86.4, NULL, NULL, 1, 0, NULL, NULL, NULL, '{}', NULL, NULL, 1, 1);
INSERT INTO public.results_scorerun VALUES
	(1, '0.1.0', '0000000000000000000000000000000000000000000000000000000000000000', '{}', '{}', '2026-11-22 03:20:04.322648+00', '', 1, 2);
INSERT INTO public.results_shopper VALUES
	(1, 'sam', 'Sam Sandvik', '', '', NULL, '{nb}', '{}', NULL, NULL, NULL, '{}', true, '2026-11-22 03:20:04.044142+00', NULL),
	(2, 'siv', '', '', '', NULL, '{nb}', '{}', NULL, NULL, NULL, '{}', true, '2026-11-22 03:20:04.054517+00', NULL);
INSERT INTO public.results_timelinedocument VALUES
	(1, 1, 1, '{"mode": "", "events": [{"ms": 0, "kind": "dialled", "source": "signalling"}, {"ms": 900, "kind": "answered", "source": "signalling"}], "channel": "phone", "enquiry": "", "outcome": null, "started_at": "2026-12-01T09:00:00+00:00", "touchpoint": "", "svartid_timeline": 1}', 'probe', '2026-11-22 03:20:04.219906+00', 1);
INSERT INTO public.results_timelineevent VALUES
	(1, 0, 0, 'dialled', 'signalling', 1, '{}', '', 1, 1),
	(2, 1, 900, 'answered', 'signalling', 1, '{}', '', 1, 1);
INSERT INTO public.results_touchpoint VALUES
	(1, 'switchboard', 'phone', 'sip:fjordvik@127.0.0.1:5070', '{}', '{}', true, false, NULL, '', 0, 1);
INSERT INTO public.results_worker VALUES
	(1, 'oslo-1', '', 0, '', '{}', NULL, NULL, NULL, NULL);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 47, true);
SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);
SELECT pg_catalog.setval('public.results_assignment_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_attempt_id_seq', 2, true);
SELECT pg_catalog.setval('public.results_auditevent_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_award_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_campaign_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_comment_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_conflictofinterest_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_contact_id_seq', 2, true);
SELECT pg_catalog.setval('public.results_daycount_id_seq', 2, true);
SELECT pg_catalog.setval('public.results_dispute_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_document_id_seq', 6, true);
SELECT pg_catalog.setval('public.results_evidence_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_knownrecording_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_measurement_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_organisation_id_seq', 2, true);
SELECT pg_catalog.setval('public.results_organisationclass_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_participant_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_rankingrow_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_rankingrun_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_ratinganswer_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_ratingevent_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_ratingsession_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_recordingagreement_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_review_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_score_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_scorerun_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_shopper_id_seq', 2, true);
SELECT pg_catalog.setval('public.results_timelinedocument_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_timelineevent_id_seq', 2, true);
SELECT pg_catalog.setval('public.results_touchpoint_id_seq', 1, true);
SELECT pg_catalog.setval('public.results_worker_id_seq', 1, true);
ALTER TABLE ONLY public.results_recordingagreement
    ADD CONSTRAINT agreement_once UNIQUE (touchpoint_id, agreed_on, document);
ALTER TABLE ONLY public.results_ratinganswer
    ADD CONSTRAINT answer_once UNIQUE (session_id, item);
ALTER TABLE ONLY public.results_attempt
    ADD CONSTRAINT attempt_number_once UNIQUE (contact_id, number);
ALTER TABLE ONLY public.results_conflictofinterest
    ADD CONSTRAINT conflict_once UNIQUE (shopper_id, organisation_id);
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT contact_key UNIQUE (campaign_id, key);
ALTER TABLE ONLY public.results_daycount
    ADD CONSTRAINT daycount_once UNIQUE (scope, subject_id, day);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_timelineevent
    ADD CONSTRAINT event_number_once UNIQUE NULLS NOT DISTINCT (attempt_id, timeline_id, number);
ALTER TABLE ONLY public.results_evidence
    ADD CONSTRAINT evidence_name_once UNIQUE (attempt_id, name);
ALTER TABLE ONLY public.results_measurement
    ADD CONSTRAINT measurement_once UNIQUE (timeline_id, name);
ALTER TABLE ONLY public.results_participant
    ADD CONSTRAINT participant_once UNIQUE (campaign_id, organisation_id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_rankingrow
    ADD CONSTRAINT ranking_row_once UNIQUE (run_id, among, "column", organisation_id);
ALTER TABLE ONLY public.results_knownrecording
    ADD CONSTRAINT recording_known_once UNIQUE (touchpoint, fingerprint);
ALTER TABLE ONLY public.results_assignment
    ADD CONSTRAINT results_assignment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_attempt
    ADD CONSTRAINT results_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_auditevent
    ADD CONSTRAINT results_auditevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_award
    ADD CONSTRAINT results_award_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_award
    ADD CONSTRAINT results_award_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.results_campaign
    ADD CONSTRAINT results_campaign_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_campaign
    ADD CONSTRAINT results_campaign_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.results_campaigncontrol
    ADD CONSTRAINT results_campaigncontrol_pkey PRIMARY KEY (campaign_id);
ALTER TABLE ONLY public.results_campaignuse
    ADD CONSTRAINT results_campaignuse_pkey PRIMARY KEY (campaign_id);
ALTER TABLE ONLY public.results_comment
    ADD CONSTRAINT results_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_conflictofinterest
    ADD CONSTRAINT results_conflictofinterest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_daycount
    ADD CONSTRAINT results_daycount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_dispute
    ADD CONSTRAINT results_dispute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_document
    ADD CONSTRAINT results_document_content_hash_key UNIQUE (content_hash);
ALTER TABLE ONLY public.results_document
    ADD CONSTRAINT results_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_evidence
    ADD CONSTRAINT results_evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_knownrecording
    ADD CONSTRAINT results_knownrecording_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_measurement
    ADD CONSTRAINT results_measurement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_organisation
    ADD CONSTRAINT results_organisation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_organisation
    ADD CONSTRAINT results_organisation_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.results_organisationclass
    ADD CONSTRAINT results_organisationclass_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_organisationclass
    ADD CONSTRAINT results_organisationclass_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.results_participant
    ADD CONSTRAINT results_participant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_rankingrow
    ADD CONSTRAINT results_rankingrow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_rankingrun
    ADD CONSTRAINT results_rankingrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_ratinganswer
    ADD CONSTRAINT results_ratinganswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_ratingevent
    ADD CONSTRAINT results_ratingevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_ratingsession
    ADD CONSTRAINT results_ratingsession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_recordingagreement
    ADD CONSTRAINT results_recordingagreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_review
    ADD CONSTRAINT results_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_score
    ADD CONSTRAINT results_score_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_scorerun
    ADD CONSTRAINT results_scorerun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_shopper
    ADD CONSTRAINT results_shopper_label_key UNIQUE (label);
ALTER TABLE ONLY public.results_shopper
    ADD CONSTRAINT results_shopper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_timelinedocument
    ADD CONSTRAINT results_timelinedocument_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_timelineevent
    ADD CONSTRAINT results_timelineevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_touchpoint
    ADD CONSTRAINT results_touchpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_worker
    ADD CONSTRAINT results_worker_label_key UNIQUE (label);
ALTER TABLE ONLY public.results_worker
    ADD CONSTRAINT results_worker_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.results_score
    ADD CONSTRAINT score_once UNIQUE NULLS NOT DISTINCT (run_id, level, "column", klass_id, organisation_id, contact_id, channel, area, item);
ALTER TABLE ONLY public.results_timelinedocument
    ADD CONSTRAINT timeline_number_once UNIQUE (attempt_id, number);
ALTER TABLE ONLY public.results_touchpoint
    ADD CONSTRAINT touchpoint_once UNIQUE (organisation_id, slug);
CREATE UNIQUE INDEX assignment_role_once ON public.results_assignment USING btree (contact_id, role) WHERE ((state)::text = ANY ((ARRAY['offered'::character varying, 'accepted'::character varying, 'done'::character varying])::text[]));
CREATE UNIQUE INDEX assignment_shopper_once ON public.results_assignment USING btree (contact_id, shopper_id) WHERE ((state)::text = ANY ((ARRAY['offered'::character varying, 'accepted'::character varying, 'done'::character varying])::text[]));
CREATE INDEX attempt_campaign_state ON public.results_attempt USING btree (campaign_id, state);
CREATE INDEX attempt_leases ON public.results_attempt USING btree (lease_until) WHERE ((state)::text = ANY ((ARRAY['claimed'::character varying, 'contacting'::character varying])::text[]));
CREATE UNIQUE INDEX attempt_one_in_progress_a_touchpoint ON public.results_attempt USING btree (touchpoint_id) WHERE ((state)::text = ANY ((ARRAY['claimed'::character varying, 'contacting'::character varying])::text[]));
CREATE UNIQUE INDEX attempt_one_open_a_contact ON public.results_attempt USING btree (contact_id) WHERE ((state)::text = ANY ((ARRAY['planned'::character varying, 'claimed'::character varying, 'contacting'::character varying])::text[]));
CREATE INDEX attempt_planned_due ON public.results_attempt USING btree (channel, due_at) WHERE ((state)::text = 'planned'::text);
CREATE INDEX attempt_touchpoint_day ON public.results_attempt USING btree (touchpoint_id, day);
CREATE INDEX audit_at ON public.results_auditevent USING btree (at);
CREATE INDEX audit_subject ON public.results_auditevent USING btree (subject, at);
CREATE INDEX contact_due ON public.results_contact USING btree (campaign_id, state, due_at);
CREATE INDEX contact_organisation ON public.results_contact USING btree (organisation_id, campaign_id);
CREATE INDEX document_kind_slug ON public.results_document USING btree (kind, slug);
CREATE INDEX evidence_to_purge ON public.results_evidence USING btree (purge_at) WHERE (purged_at IS NULL);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX rating_event_order ON public.results_ratingevent USING btree (session_id, at);
CREATE UNIQUE INDEX rating_role_once ON public.results_ratingsession USING btree (contact_id, role) WHERE (NOT ((state)::text = 'withdrawn'::text));
CREATE UNIQUE INDEX rating_shopper_once ON public.results_ratingsession USING btree (contact_id, shopper_id) WHERE (NOT ((state)::text = 'withdrawn'::text));
CREATE INDEX results_assignment_contact_id_9eb54e2a ON public.results_assignment USING btree (contact_id);
CREATE INDEX results_assignment_shopper_id_461478ae ON public.results_assignment USING btree (shopper_id);
CREATE INDEX results_attempt_worker_id_001a86c4 ON public.results_attempt USING btree (worker_id);
CREATE INDEX results_award_slug_deffad80_like ON public.results_award USING btree (slug varchar_pattern_ops);
CREATE INDEX results_campaign_award_id_0ac94ac7 ON public.results_campaign USING btree (award_id);
CREATE INDEX results_campaign_document_id_7c4180cf ON public.results_campaign USING btree (document_id);
CREATE INDEX results_campaign_method_id_3e6d34bf ON public.results_campaign USING btree (method_id);
CREATE INDEX results_campaign_questionnaire_id_ca954f54 ON public.results_campaign USING btree (questionnaire_id);
CREATE INDEX results_campaign_slug_87a69c58_like ON public.results_campaign USING btree (slug varchar_pattern_ops);
CREATE INDEX results_comment_attempt_id_c366a070 ON public.results_comment USING btree (attempt_id);
CREATE INDEX results_comment_contact_id_96ba7b61 ON public.results_comment USING btree (contact_id);
CREATE INDEX results_conflictofinterest_organisation_id_7beb0cb5 ON public.results_conflictofinterest USING btree (organisation_id);
CREATE INDEX results_conflictofinterest_shopper_id_b75ef573 ON public.results_conflictofinterest USING btree (shopper_id);
CREATE INDEX results_contact_second_shopper_id_1819d608 ON public.results_contact USING btree (second_shopper_id);
CREATE INDEX results_contact_shopper_id_a0438380 ON public.results_contact USING btree (shopper_id);
CREATE INDEX results_contact_touchpoint_id_cfbab205 ON public.results_contact USING btree (touchpoint_id);
CREATE INDEX results_dispute_contact_id_b781dad7 ON public.results_dispute USING btree (contact_id);
CREATE INDEX results_dispute_organisation_id_73f6c2eb ON public.results_dispute USING btree (organisation_id);
CREATE INDEX results_document_content_hash_16435f40_like ON public.results_document USING btree (content_hash varchar_pattern_ops);
CREATE INDEX results_evidence_agreement_id_e5e37d59 ON public.results_evidence USING btree (agreement_id);
CREATE INDEX results_evidence_sha256_5eb6cd5d ON public.results_evidence USING btree (sha256);
CREATE INDEX results_evidence_sha256_5eb6cd5d_like ON public.results_evidence USING btree (sha256 varchar_pattern_ops);
CREATE INDEX results_measurement_attempt_id_5bce1bef ON public.results_measurement USING btree (attempt_id);
CREATE INDEX results_organisation_document_id_541bf697 ON public.results_organisation USING btree (document_id);
CREATE INDEX results_organisation_klass_id_59f557c9 ON public.results_organisation USING btree (klass_id);
CREATE INDEX results_organisation_slug_e875e224_like ON public.results_organisation USING btree (slug varchar_pattern_ops);
CREATE INDEX results_organisationclass_slug_a6459f8f_like ON public.results_organisationclass USING btree (slug varchar_pattern_ops);
CREATE INDEX results_participant_campaign_id_7deba171 ON public.results_participant USING btree (campaign_id);
CREATE INDEX results_participant_document_id_2f2f709c ON public.results_participant USING btree (document_id);
CREATE INDEX results_participant_klass_id_767a83bb ON public.results_participant USING btree (klass_id);
CREATE INDEX results_participant_organisation_id_f8934284 ON public.results_participant USING btree (organisation_id);
CREATE INDEX results_rankingrow_organisation_id_00664253 ON public.results_rankingrow USING btree (organisation_id);
CREATE INDEX results_rankingrun_method_id_765f303c ON public.results_rankingrun USING btree (method_id);
CREATE INDEX results_rankingrun_score_run_id_75e81219 ON public.results_rankingrun USING btree (score_run_id);
CREATE INDEX results_ratingsession_contact_id_c1d01cc4 ON public.results_ratingsession USING btree (contact_id);
CREATE INDEX results_ratingsession_questionnaire_id_9290b7e2 ON public.results_ratingsession USING btree (questionnaire_id);
CREATE INDEX results_ratingsession_shopper_id_5a6bc76d ON public.results_ratingsession USING btree (shopper_id);
CREATE INDEX results_recordingagreement_touchpoint_id_d572ce17 ON public.results_recordingagreement USING btree (touchpoint_id);
CREATE INDEX results_review_session_id_99983851 ON public.results_review USING btree (session_id);
CREATE INDEX results_score_klass_id_0a575b48 ON public.results_score USING btree (klass_id);
CREATE INDEX results_score_organisation_id_1768183d ON public.results_score USING btree (organisation_id);
CREATE INDEX results_scorerun_campaign_id_359c3618 ON public.results_scorerun USING btree (campaign_id);
CREATE INDEX results_scorerun_method_id_6e067e72 ON public.results_scorerun USING btree (method_id);
CREATE INDEX results_shopper_label_14e28be0_like ON public.results_shopper USING btree (label varchar_pattern_ops);
CREATE INDEX results_timelineevent_timeline_id_9720419e ON public.results_timelineevent USING btree (timeline_id);
CREATE INDEX results_touchpoint_organisation_id_f80bb76b ON public.results_touchpoint USING btree (organisation_id);
CREATE INDEX results_worker_label_cc727605_like ON public.results_worker USING btree (label varchar_pattern_ops);
CREATE INDEX score_of_contact ON public.results_score USING btree (contact_id);
CREATE INDEX score_of_organisation ON public.results_score USING btree (run_id, level, organisation_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_auditevent FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_measurement FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_rankingrow FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_rankingrun FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_ratingevent FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_review FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_score FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_scorerun FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_timelinedocument FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.results_timelineevent FOR EACH ROW EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_auditevent FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_measurement FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_rankingrow FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_rankingrun FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_ratingevent FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_review FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_score FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_scorerun FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_timelinedocument FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.results_timelineevent FOR EACH STATEMENT EXECUTE FUNCTION public.results_refuse_change();
CREATE TRIGGER begin_attempt BEFORE INSERT ON public.results_attempt FOR EACH ROW EXECUTE FUNCTION public.results_begin_attempt();
CREATE TRIGGER begin_campaign AFTER INSERT ON public.results_campaign FOR EACH ROW EXECUTE FUNCTION public.results_begin_campaign();
CREATE TRIGGER frozen BEFORE UPDATE ON public.results_campaign FOR EACH ROW EXECUTE FUNCTION public.results_freeze_campaign();
CREATE TRIGGER frozen BEFORE UPDATE ON public.results_document FOR EACH ROW EXECUTE FUNCTION public.results_freeze_document();
CREATE TRIGGER frozen BEFORE DELETE OR UPDATE ON public.results_participant FOR EACH ROW EXECUTE FUNCTION public.results_freeze_participant();
CREATE TRIGGER guard BEFORE UPDATE ON public.results_attempt FOR EACH ROW EXECUTE FUNCTION public.results_guard_attempt();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON public.results_contact FOR EACH ROW EXECUTE FUNCTION public.results_guard_contact();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.results_assignment
    ADD CONSTRAINT results_assignment_contact_id_9eb54e2a_fk_results_contact_id FOREIGN KEY (contact_id) REFERENCES public.results_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_assignment
    ADD CONSTRAINT results_assignment_shopper_id_461478ae_fk_results_shopper_id FOREIGN KEY (shopper_id) REFERENCES public.results_shopper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_attempt
    ADD CONSTRAINT results_attempt_campaign_id_1ab8b952_fk_results_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.results_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_attempt
    ADD CONSTRAINT results_attempt_contact_id_5fc3f087_fk_results_contact_id FOREIGN KEY (contact_id) REFERENCES public.results_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_attempt
    ADD CONSTRAINT results_attempt_organisation_id_535d5d5d_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_attempt
    ADD CONSTRAINT results_attempt_touchpoint_id_96832262_fk_results_touchpoint_id FOREIGN KEY (touchpoint_id) REFERENCES public.results_touchpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_attempt
    ADD CONSTRAINT results_attempt_worker_id_001a86c4_fk_results_worker_id FOREIGN KEY (worker_id) REFERENCES public.results_worker(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_campaign
    ADD CONSTRAINT results_campaign_award_id_0ac94ac7_fk_results_award_id FOREIGN KEY (award_id) REFERENCES public.results_award(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_campaign
    ADD CONSTRAINT results_campaign_document_id_7c4180cf_fk_results_document_id FOREIGN KEY (document_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_campaign
    ADD CONSTRAINT results_campaign_method_id_3e6d34bf_fk_results_document_id FOREIGN KEY (method_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_campaign
    ADD CONSTRAINT results_campaign_questionnaire_id_ca954f54_fk_results_d FOREIGN KEY (questionnaire_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_campaigncontrol
    ADD CONSTRAINT results_campaigncont_campaign_id_c14fac09_fk_results_c FOREIGN KEY (campaign_id) REFERENCES public.results_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_campaignuse
    ADD CONSTRAINT results_campaignuse_campaign_id_0c2f4f0e_fk_results_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.results_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_comment
    ADD CONSTRAINT results_comment_attempt_id_c366a070_fk_results_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.results_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_comment
    ADD CONSTRAINT results_comment_contact_id_96ba7b61_fk_results_contact_id FOREIGN KEY (contact_id) REFERENCES public.results_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_conflictofinterest
    ADD CONSTRAINT results_conflictofin_organisation_id_7beb0cb5_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_conflictofinterest
    ADD CONSTRAINT results_conflictofin_shopper_id_b75ef573_fk_results_s FOREIGN KEY (shopper_id) REFERENCES public.results_shopper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_campaign_id_2da1f9a4_fk_results_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.results_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_enquiry_id_70cf382c_fk_results_document_id FOREIGN KEY (enquiry_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_klass_id_d753e29b_fk_results_o FOREIGN KEY (klass_id) REFERENCES public.results_organisationclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_organisation_id_83cd9532_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_second_shopper_id_1819d608_fk_results_s FOREIGN KEY (second_shopper_id) REFERENCES public.results_shopper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_shopper_id_a0438380_fk_results_shopper_id FOREIGN KEY (shopper_id) REFERENCES public.results_shopper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_contact
    ADD CONSTRAINT results_contact_touchpoint_id_cfbab205_fk_results_touchpoint_id FOREIGN KEY (touchpoint_id) REFERENCES public.results_touchpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_dispute
    ADD CONSTRAINT results_dispute_contact_id_b781dad7_fk_results_contact_id FOREIGN KEY (contact_id) REFERENCES public.results_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_dispute
    ADD CONSTRAINT results_dispute_organisation_id_73f6c2eb_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_evidence
    ADD CONSTRAINT results_evidence_agreement_id_e5e37d59_fk_results_r FOREIGN KEY (agreement_id) REFERENCES public.results_recordingagreement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_evidence
    ADD CONSTRAINT results_evidence_attempt_id_42b5b690_fk_results_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.results_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_measurement
    ADD CONSTRAINT results_measurement_attempt_id_5bce1bef_fk_results_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.results_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_measurement
    ADD CONSTRAINT results_measurement_timeline_id_ef1fe840_fk_results_t FOREIGN KEY (timeline_id) REFERENCES public.results_timelinedocument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_organisation
    ADD CONSTRAINT results_organisation_document_id_541bf697_fk_results_d FOREIGN KEY (document_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_organisation
    ADD CONSTRAINT results_organisation_klass_id_59f557c9_fk_results_o FOREIGN KEY (klass_id) REFERENCES public.results_organisationclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_participant
    ADD CONSTRAINT results_participant_campaign_id_7deba171_fk_results_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.results_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_participant
    ADD CONSTRAINT results_participant_document_id_2f2f709c_fk_results_document_id FOREIGN KEY (document_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_participant
    ADD CONSTRAINT results_participant_klass_id_767a83bb_fk_results_o FOREIGN KEY (klass_id) REFERENCES public.results_organisationclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_participant
    ADD CONSTRAINT results_participant_organisation_id_f8934284_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_rankingrow
    ADD CONSTRAINT results_rankingrow_organisation_id_00664253_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_rankingrow
    ADD CONSTRAINT results_rankingrow_run_id_080c86c4_fk_results_rankingrun_id FOREIGN KEY (run_id) REFERENCES public.results_rankingrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_rankingrun
    ADD CONSTRAINT results_rankingrun_method_id_765f303c_fk_results_document_id FOREIGN KEY (method_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_rankingrun
    ADD CONSTRAINT results_rankingrun_score_run_id_75e81219_fk_results_scorerun_id FOREIGN KEY (score_run_id) REFERENCES public.results_scorerun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_ratinganswer
    ADD CONSTRAINT results_ratinganswer_session_id_e646dda7_fk_results_r FOREIGN KEY (session_id) REFERENCES public.results_ratingsession(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_ratingevent
    ADD CONSTRAINT results_ratingevent_session_id_9ca77457_fk_results_r FOREIGN KEY (session_id) REFERENCES public.results_ratingsession(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_ratingsession
    ADD CONSTRAINT results_ratingsessio_questionnaire_id_9290b7e2_fk_results_d FOREIGN KEY (questionnaire_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_ratingsession
    ADD CONSTRAINT results_ratingsession_contact_id_c1d01cc4_fk_results_contact_id FOREIGN KEY (contact_id) REFERENCES public.results_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_ratingsession
    ADD CONSTRAINT results_ratingsession_shopper_id_5a6bc76d_fk_results_shopper_id FOREIGN KEY (shopper_id) REFERENCES public.results_shopper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_recordingagreement
    ADD CONSTRAINT results_recordingagr_touchpoint_id_d572ce17_fk_results_t FOREIGN KEY (touchpoint_id) REFERENCES public.results_touchpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_review
    ADD CONSTRAINT results_review_session_id_99983851_fk_results_ratingsession_id FOREIGN KEY (session_id) REFERENCES public.results_ratingsession(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_score
    ADD CONSTRAINT results_score_contact_id_3b4c1baa_fk_results_contact_id FOREIGN KEY (contact_id) REFERENCES public.results_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_score
    ADD CONSTRAINT results_score_klass_id_0a575b48_fk_results_organisationclass_id FOREIGN KEY (klass_id) REFERENCES public.results_organisationclass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_score
    ADD CONSTRAINT results_score_organisation_id_1768183d_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_score
    ADD CONSTRAINT results_score_run_id_88e48259_fk_results_scorerun_id FOREIGN KEY (run_id) REFERENCES public.results_scorerun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_scorerun
    ADD CONSTRAINT results_scorerun_campaign_id_359c3618_fk_results_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.results_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_scorerun
    ADD CONSTRAINT results_scorerun_method_id_6e067e72_fk_results_document_id FOREIGN KEY (method_id) REFERENCES public.results_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_timelinedocument
    ADD CONSTRAINT results_timelinedocu_attempt_id_d3f52ba4_fk_results_a FOREIGN KEY (attempt_id) REFERENCES public.results_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_timelineevent
    ADD CONSTRAINT results_timelineeven_timeline_id_9720419e_fk_results_t FOREIGN KEY (timeline_id) REFERENCES public.results_timelinedocument(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_timelineevent
    ADD CONSTRAINT results_timelineevent_attempt_id_afd23877_fk_results_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.results_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.results_touchpoint
    ADD CONSTRAINT results_touchpoint_organisation_id_f80bb76b_fk_results_o FOREIGN KEY (organisation_id) REFERENCES public.results_organisation(id) DEFERRABLE INITIALLY DEFERRED;
