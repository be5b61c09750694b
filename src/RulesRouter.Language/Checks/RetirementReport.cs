using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>
/// Warns of endpoints that retire soon, and of names in policies that will match no active endpoint. It depends
/// on the day, so it is not part of loading: the same files load alike on every day, and a decision excludes retired endpoints by its own
/// clock.
/// </summary>
internal static class RetirementReport
{
    /// <summary>Days before its retirement from which an endpoint is reported.</summary>
    public const int DaysAhead = 60;

    /// <param name="today">In UTC.</param>
    public static void Run(PolicySet policies, ModelCatalog catalog, DateOnly today, DiagnosticBag diagnostics)
    {
        foreach (var endpoint in catalog.Endpoints.Where(endpoint => !endpoint.IsRetired(today)
            && endpoint.IsRetired(today.AddDays(DaysAhead))))
        {
            var days = endpoint.RetiresOn!.Value.DayNumber - today.DayNumber;
            diagnostics.Add(
                CatalogDiagnostics.RetiresSoon,
                endpoint.Span,
                $"`{endpoint.Id}` retires on {endpoint.RetiresOn:yyyy-MM-dd}, in {(days == 1 ? "1 day" : $"{days} days")}",
                "from that day no decision chooses it; add a successor");
        }

        foreach (var (pattern, span) in policies.Policies
            .SelectMany(policy => policy.Rules)
            .Select(rule => rule.Selection)
            .OfType<Selection>()
            .SelectMany(selection => selection.Prefer.Select(preference => (preference.Pattern, preference.Span))))
        {
            Check(pattern, span, [.. catalog.Matching(new EndpointPattern(pattern))], today, diagnostics);
        }
    }

    private static void Check(string pattern, SourceSpan span, ImmutableArray<Endpoint> matched, DateOnly today, DiagnosticBag diagnostics)
    {
        // A name that matches nothing at all is a load error.
        if (matched.IsEmpty || matched.Any(endpoint => !endpoint.IsRetired(today.AddDays(DaysAhead))))
        {
            return;
        }

        var last = matched.Max(endpoint => endpoint.RetiresOn!.Value);
        var what = matched.Length > 1
            ? $"the last of the {matched.Length} endpoints that match `{pattern}`"
            : matched[0].Id == pattern
            ? $"`{pattern}`"
            : $"`{matched[0].Id}`, which alone matches `{pattern}`,";
        diagnostics.Add(
            CatalogDiagnostics.MatchesRetired,
            span,
            $"{what} {(last <= today ? "retired" : "retires")} on {last:yyyy-MM-dd}",
            "name a successor");
    }
}
