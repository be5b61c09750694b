using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Selecting.Endpoints;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>The endpoint is among those that the selecting rule prefers, where it names any.</summary>
internal sealed class PreferredCheck(CompiledRule selecting) : DemandCheck
{
    public override bool Holds(Candidate candidate, Consideration on) => on.View.PreferenceOf(selecting.Rule.Selection!).Preferred[candidate.Index];

    public override string Read(Candidate candidate, Consideration on) => candidate.Endpoint.Id;

    public override void Narrow(EndpointBits alive, Consideration on)
    {
        if (!selecting.Rule.Selection!.Prefer.IsEmpty)
        {
            alive.And(on.View.PreferenceOf(selecting.Rule.Selection).Preferred);
        }
    }

    protected override Demand Describe()
    {
        var prefer = selecting.Rule.Selection!.Prefer;
        return new("preferred", prefer.IsEmpty ? "any endpoint" : string.Join(" or ", prefer.Select(preference => preference.Pattern)), ImmutableSortedSet.Create(StringComparer.Ordinal, selecting.QualifiedId));
    }
}
