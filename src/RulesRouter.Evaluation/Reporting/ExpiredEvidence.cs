using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>Names the expired evidence behind a denial: a fact whose evidence has expired is unknown and satisfies no constraint.</summary>
internal static class ExpiredEvidence
{
    private const int MaxNamed = 5;

    /// <param name="today">In UTC.</param>
    public static IEnumerable<string> Reasons(
        IEnumerable<EmptyingConstraint> emptiedBy,
        ImmutableArray<Endpoint> endpoints,
        DateOnly today)
    {
        var expired = emptiedBy
            .Select(emptying => ConstraintTable.TryFind(emptying.Constraint.Name, out var definition) ? definition : null)
            .OfType<ConstraintDefinition>()
            .SelectMany(definition => endpoints
                .Where(endpoint => definition.EvidenceOf(endpoint)?.HasExpired(today) == true)
                .GroupBy(endpoint => (definition.EvidenceOf(endpoint)!.Expires, Span: definition.EvidenceSpan(endpoint)))
                .Select(same =>
                    $"evidence for {definition.Key} of {Owner([.. same])} expired on {same.Key.Expires:yyyy-MM-dd}{Place(same.Key.Span)}"))
            .ToList();
        return expired.Count > MaxNamed
            ? expired.Take(MaxNamed).Append($"evidence of {expired.Count - MaxNamed} more facts has expired")
            : expired;
    }

    private static string Owner(ImmutableArray<Endpoint> endpoints) =>
        endpoints.Length == 1 ? $"`{endpoints[0].Id}`" : $"{endpoints.Length} endpoints such as `{endpoints[0].Id}`";

    /// <summary>The name of the file without its folder, so that the same files give the same decision wherever they are.</summary>
    private static string Place(SourceSpan span) => span.Source is null ? "" : $" ({Path.GetFileName(span.Path)}:{span.Line})";
}
