using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Policies;

namespace RulesRouter.Language.Binding;

/// <summary>An item of <c>budgets:</c> → <see cref="BudgetDeclaration"/>.</summary>
internal static class BudgetBinder
{
    private static readonly (string Key, BudgetUnit Unit)[] Limits =
    [
        ("limitUsd", BudgetUnit.Usd),
        ("limitTokens", BudgetUnit.Tokens),
        ("limitRequests", BudgetUnit.Requests),
    ];

    /// <summary>Null where an error was reported, here or by the schema check.</summary>
    public static BudgetDeclaration? Bind(string policy, YamlMapping node, DiagnosticBag diagnostics)
    {
        if (node.StringNode("id") is not { } id || !EnumNames<BudgetWindow>.TryParse(node.String("window"), out var window))
        {
            return null;
        }

        var limits = Limits.Where(limit => node[limit.Key] is not null).ToList();
        if (limits.Count != 1)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadBudget,
                id.Span,
                limits.Count == 0
                    ? $"budget `{id.Text}` has no limit"
                    : $"budget `{id.Text}` has {limits.Count} limits: {string.Join(" and ", limits.Select(limit => limit.Key))}",
                "set exactly one of `limitUsd`, `limitTokens` and `limitRequests`; another limit is another budget");
            return null;
        }

        if (node.Number(limits[0].Key) is not { } limit)
        {
            return null;
        }

        if (!(limit > 0))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadBudget,
                node[limits[0].Key]!.Span,
                $"`{limits[0].Key}` of budget `{id.Text}` must be above 0, found {limit}",
                "a rule with `deny: true` denies every request that it matches");
            return null;
        }

        return new BudgetDeclaration(
            policy,
            id.Text,
            [.. node.StringNodes("per").Select(attribute => new AttributeReference(attribute.Text, attribute.Span))],
            limits[0].Unit,
            limit,
            window,
            Zone(node, diagnostics),
            EnumNames<BudgetReserve>.TryParse(node.String("reserve"), out var reserve) ? reserve : BudgetReserve.WorstCase,
            EnumNames<StoreLost>.TryParse(node.String("onStoreLost"), out var lost) ? lost : StoreLost.Deny,
            id.Span);
    }

    private static TimeZoneInfo Zone(YamlMapping node, DiagnosticBag diagnostics)
    {
        if (node.StringNode("zone") is not { } zone)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out var found))
        {
            return found;
        }

        diagnostics.Add(
            DeclarationDiagnostics.BadBudget,
            zone.Span,
            $"unknown time zone `{zone.Text}`",
            Suggestion.DidYouMean(
                zone.Text,
                TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id),
                "write an IANA name such as Europe/Berlin, or UTC"));
        return TimeZoneInfo.Utc;
    }
}
