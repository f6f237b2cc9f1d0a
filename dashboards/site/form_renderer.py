from django.forms.renderers import TemplatesSetting


class SiteForms(TemplatesSetting):
    """Draws forms by the site's own templates: label, hint, mistakes, field – in this order."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
