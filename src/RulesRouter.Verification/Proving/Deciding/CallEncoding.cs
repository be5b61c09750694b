using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>What is certain about estimates of a call to an eligible endpoint: known and within bounds wherever a constraint on them is in force.</summary>
internal static class CallEncoding
{
    private static readonly Dictionary<ConstraintDefinition, string> Figures = new()
    {
        [Constraints.LatencyP99Ms] = HopFacts.LatencyP99Ms,
        [Constraints.InputPrice] = HopFacts.InputPrice,
        [Constraints.OutputPrice] = HopFacts.OutputPrice,
        [Constraints.MaxCostUsd] = HopFacts.WorstCaseUsd,
        [Constraints.Quality] = HopFacts.Quality,
    };

    public static void Relate(PolicyEncoding encoding, ConditionEncoder hops, FactSchema hop)
    {
        foreach (var index in encoding.Indices(rule => rule.Rule.Constraints.Length > 0))
        {
            foreach (var clause in encoding.Policy.Rules[index].Rule.Constraints.Where(clause => Figures.ContainsKey(clause.Definition)))
            {
                var bound = new NumberTerm.Literal(((ConstraintValue.Number)clause.Value).Value);
                var relation = clause.Definition.Kind == ConstraintKind.UpperBound ? NumberRelation.LessOrEqual : NumberRelation.GreaterOrEqual;
                Require(encoding.Requires(index, clause), Figures[clause.Definition], relation, bound);
            }
        }

        Require(Known(FixedFacts.DeadlineMs), HopFacts.LatencyP99Ms, NumberRelation.LessOrEqual, new NumberTerm.Fact(FixedFacts.DeadlineMs));
        Require(Known(FixedFacts.MaxCostUsd), HopFacts.WorstCaseUsd, NumberRelation.LessOrEqual, new NumberTerm.Fact(FixedFacts.MaxCostUsd));

        int Known(FactSlot slot) => encoding.Space[FixedFacts.All[slot.Index]].Known;

        void Require(int inForce, string figure, NumberRelation relation, NumberTerm bound)
        {
            hop.TryFind(figure, out var slot);
            encoding.Space.Circuit.Require(-inForce, hops.Encode(new Condition.CompareNumbers(new NumberTerm.Fact(slot), relation, bound, default)).True);
        }
    }
}
