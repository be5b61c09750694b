using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>
/// Warns of evidence that has expired, expires soon or was checked in the future. It depends on the day, so it is not part of loading:
/// a decision compares evidence with its own clock.
/// </summary>
internal static class EvidenceReport
{
    /// <summary>Days before it expires from which evidence is reported, unless the user says otherwise.</summary>
    public const int DaysAhead = 30;

    /// <param name="today">In UTC.</param>
    public static void Run(ModelCatalog catalog, DateOnly today, int daysAhead, DiagnosticBag diagnostics)
    {
        var facts = catalog.Providers.SelectMany(provider => FactsOf(provider.Id, provider.Compliance.Evidence()))
            .Concat(catalog.Endpoints.SelectMany(endpoint => FactsOf(endpoint.Id, endpoint.Compliance.Evidence()
                .Concat(endpoint.Latency?.Evidence() ?? []))));

        // An endpoint has the facts of its provider: the same evidence is reported once.
        foreach (var group in facts
            .Where(fact => fact.Span.Source is not null)
            .GroupBy(fact => (fact.Evidence, Line(fact.Span)))
            .Select(group => group.DistinctBy(fact => fact.Fact).ToImmutableArray()))
        {
            Check(group, today, daysAhead, diagnostics);
        }
    }

    private static void Check(ImmutableArray<DatedFact> group, DateOnly today, int daysAhead, DiagnosticBag diagnostics)
    {
        var (entry, _, evidence, span) = group[0];
        var names = $"{string.Join(", ", group.Select(fact => fact.Fact))} of `{entry}`";
        if (evidence.HasExpired(today))
        {
            diagnostics.Add(
                CatalogDiagnostics.EvidenceExpires,
                span,
                $"evidence for {names} expired on {evidence.Expires:yyyy-MM-dd}",
                "the facts are unknown until the evidence is renewed");
        }
        else if (evidence.Expires <= today.AddDays(daysAhead))
        {
            var days = evidence.Expires!.Value.DayNumber - today.DayNumber;
            diagnostics.Add(
                CatalogDiagnostics.EvidenceExpires,
                span,
                $"evidence for {names} expires on {evidence.Expires:yyyy-MM-dd}, {In(days)}",
                "renew it; the facts are unknown afterwards");
        }

        if (evidence.CheckedOn > today)
        {
            diagnostics.Add(
                CatalogDiagnostics.EvidenceFromFuture,
                span,
                $"evidence for {names} was checked on {evidence.CheckedOn:yyyy-MM-dd}, after {today:yyyy-MM-dd}",
                "correct the date");
        }
    }

    private static string In(int days) => days switch
    {
        0 => "today",
        1 => "in 1 day",
        _ => $"in {days} days",
    };

    private static string Line(SourceSpan span) => $"{span.Path}:{span.Line}";

    private static IEnumerable<DatedFact> FactsOf(string entry, IEnumerable<(string Fact, Evidence Evidence, SourceSpan Span)> facts) =>
        facts.Select(fact => new DatedFact(entry, fact.Fact, fact.Evidence, fact.Span));

    private readonly record struct DatedFact(string Entry, string Fact, Evidence Evidence, SourceSpan Span);
}
