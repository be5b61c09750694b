using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps the endpoints that the selecting rule prefers, if it names any.</summary>
internal sealed class PreferenceFilter(CompiledRule selecting) : EndpointFilter
{
    public override bool Holds(Candidate candidate, Estimator estimator) =>
        estimator.View.PreferenceOf(selecting.Rule.Selection!).Preferred[candidate.Index];

    public override string Read(Candidate candidate, Estimator estimator) => candidate.Endpoint.Id;

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        if (!selecting.Rule.Selection!.Prefer.IsEmpty)
        {
            remaining.And(estimator.View.PreferenceOf(selecting.Rule.Selection).Preferred);
        }
    }

    protected override EndpointConstraint Describe()
    {
        var prefer = selecting.Rule.Selection!.Prefer;
        return new(
            "preferred",
            prefer.IsEmpty ? "any endpoint" : string.Join(" or ", prefer.Select(preference => preference.Pattern)),
            ImmutableSortedSet.Create(StringComparer.Ordinal, selecting.QualifiedId));
    }
}
