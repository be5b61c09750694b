using RulesRouter.Constraints;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// What is certain of upper bounds that requests set: a decision's bound is known where the request states one, and at least as strict.
/// What attempts spent only lowers it.
/// </summary>
internal static class RequestBounds
{
    public static void Relate(PolicyEncoding encoding, ConditionEncoder decisions, FactSchema decision)
    {
        foreach (var definition in ConstraintTable.All.Where(definition => definition.Kind == ConstraintKind.UpperBound))
        {
            foreach (var sum in definition.RequestSums)
            {
                decision.TryFind(DecisionFacts.NameOf(definition), out var slot);
                var bound = new Condition.CompareNumbers(
                    new NumberTerm.Fact(slot),
                    NumberRelation.LessOrEqual,
                    RequestSum.TermOf(sum),
                    default);
                encoding.Space.Circuit.Require(-encoding.Space.AreKnown(sum), decisions.Encode(bound).True);
            }
        }
    }
}
