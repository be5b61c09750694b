using RulesRouter.Constraints;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// What is certain of the figures of a call to any eligible endpoint: each is known where a constraint on it is in force, and within that
/// constraint.
/// </summary>
internal static class CallEncoding
{
    public static void Relate(PolicyEncoding encoding, ConditionEncoder hops, FactSchema hop)
    {
        foreach (var index in encoding.Indices(rule => rule.Rule.Constraints.Length > 0))
        {
            foreach (var clause in encoding.Policy.Rules[index].Rule.Constraints.Where(clause => clause.Definition.Figure is not null))
            {
                Require(
                    encoding.Requires(index, clause),
                    clause.Definition,
                    new NumberTerm.Literal(((ConstraintValue.Number)clause.Value).Value));
            }
        }

        foreach (var definition in ConstraintTable.All.Where(definition => definition.Figure is not null))
        {
            foreach (var sum in definition.RequestSums)
            {
                Require(encoding.Space.AreKnown(sum), definition, RequestSum.TermOf(sum));
            }
        }

        void Require(int inForce, ConstraintDefinition definition, NumberTerm bound)
        {
            hop.TryFind(definition.Fact.Name, out var slot);
            var relation = definition.Kind == ConstraintKind.UpperBound ? NumberRelation.LessOrEqual : NumberRelation.GreaterOrEqual;
            encoding.Space.Circuit.Require(
                -inForce,
                hops.Encode(new Condition.CompareNumbers(new NumberTerm.Fact(slot), relation, bound, default)).True);
        }
    }
}
