using System.Globalization;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;

namespace RulesRouter.Language.Binding;

/// <summary>An item of <c>waivers:</c> → <see cref="Waiver"/>.</summary>
internal static class WaiverBinder
{
    /// <summary>Null where the schema check or an unreadable date was reported.</summary>
    public static Waiver? Bind(string policy, YamlMapping node, DiagnosticBag diagnostics)
    {
        var expires = Date(node, "expires", diagnostics);
        var from = node["from"] is null ? null : Date(node, "from", diagnostics);
        if (expires is not { } last
            || (node["from"] is not null && from is null)
            || node.StringNode("id") is not { } id
            || node.StringNode("when") is not { } when
            || node.StringNode("rule") is not { } rule || node.StringNode("constraint") is not { } constraint)
        {
            return null;
        }

        if (from > last)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadWaiver,
                node["from"]!.Span,
                $"waiver `{id.Text}` starts after it expires",
                "swap the two dates");
        }

        return new Waiver(
            policy,
            id.Text,
            rule.Text,
            constraint.Text,
            when.Content,
            node.String("approvedBy") ?? "",
            node.String("reason") ?? "",
            from,
            last,
            id.Span)
        {
            RuleSpan = rule.Span,
            ConstraintSpan = constraint.Span,
        };
    }

    private static DateOnly? Date(YamlMapping node, string key, DiagnosticBag diagnostics)
    {
        if (node[key] is not YamlScalar scalar)
        {
            return null;
        }

        if (DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        diagnostics.Add(
            DeclarationDiagnostics.BadWaiver,
            scalar.Span,
            $"`{key}` must be a date, found \"{scalar.Text}\"",
            "write it as 2026-12-31");
        return null;
    }
}
