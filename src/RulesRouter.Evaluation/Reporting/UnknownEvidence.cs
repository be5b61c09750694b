using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>Why facts behind a denial are unknown although no evidence has expired, and the way out.</summary>
internal static class UnknownEvidence
{
    public static IEnumerable<string> Reasons(
        IEnumerable<EmptyingConstraint> emptiedBy,
        ImmutableArray<Endpoint> endpoints,
        bool allowSample)
    {
        var definitions = emptiedBy
            .Select(emptying => ConstraintTable.TryFind(emptying.Constraint.Name, out var definition) ? definition : null)
            .OfType<ConstraintDefinition>()
            .ToList();
        if (!allowSample && definitions.Any(definition => endpoints.Any(endpoint => definition.EvidenceOf(endpoint)?.IsSample == true)))
        {
            yield return "sample evidence counts as unknown, and an unknown fact satisfies no constraint";
        }

        if (definitions.Any(definition => definition.IsCompliance
            && definition.RestsOnEvidence
            && endpoints.Any(endpoint => definition.EvidenceOf(endpoint) is not { } evidence || (evidence.IsSample && !allowSample))))
        {
            yield return "`rulesrouter catalog evidence --template` writes a catalog file for evidence of your own";
        }
    }
}
