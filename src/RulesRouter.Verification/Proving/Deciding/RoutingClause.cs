using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// Whether a clause requires a routed decision: it is not certainly true of a denial for want of candidates, and may be true of a routed
/// decision.
/// </summary>
internal static class RoutingClause
{
    public static bool RequiresRouting(DecisionClause clause, FactSchema decision) => clause.Over == Quantifier.Decision
        && ConditionValue.Of(
            clause.Condition,
            Facts(decision, "denied", EnumNames<DenialCode>.NameOf(DenialCode.NoCandidate), 0)) is var denied
        && denied != Truth.True
        && ConditionValue.Of(clause.Condition, Facts(decision, "routed", null, 1)) is var routed
        && routed != Truth.False
        && (routed != denied || Reads(clause.Condition, decision));

    private static bool Reads(Condition condition, FactSchema decision) => Evaluation.Compiling.Expressions.ConditionFacts.Of(condition)
        .Any(slot => decision[slot].Name is DecisionFacts.Outcome or DecisionFacts.Denial or DecisionFacts.Hops);

    private static RequestFacts Facts(FactSchema decision, string outcome, string? denial, double hops)
    {
        var facts = new RequestFacts(decision);
        Set(DecisionFacts.Outcome, FactValue.Of(outcome));
        Set(DecisionFacts.Denial, FactValue.Of(denial));
        Set(DecisionFacts.Hops, FactValue.Of(hops));
        return facts;

        void Set(string name, FactValue value)
        {
            decision.TryFind(name, out var slot);
            facts.Set(slot, value, Provenance.Service);
        }
    }
}
