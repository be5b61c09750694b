using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Witnesses;

/// <summary>A request that the evaluator decided, and what it showed.</summary>
internal sealed record ConfirmedWitness(Witness Witness, Decision Decision, string Detail);

/// <summary>Asks the evaluator whether a request shows what it was made to show.</summary>
internal static class Confirmations
{
    /// <param name="shows">Null where the decision does not show it; else what it shows, in words.</param>
    public static Confirmation<ConfirmedWitness> Decided(
        CompiledPolicySet set,
        PolicyEncoding encoding,
        FactAssignment facts,
        ProofSettings settings,
        SourceSpan place,
        Func<Decision, string?> shows)
    {
        if (RequestBuilder.Build(encoding.Policy, facts, settings.AllowSampleEvidence) is not { } witness)
        {
            return new(null, new Obstacle("no request of a sensible size has the facts the search needs", place));
        }

        var answer = witness.Decide(set);
        if (answer.Decision is not { } decision)
        {
            return new(null, new Obstacle($"the evaluator refuses the request the search made: {answer.Faults[0].Pointer} {answer.Faults[0].Message}", place));
        }

        return shows(decision) is { } detail
            ? new(new ConfirmedWitness(witness, decision, detail), null)
            : new(null, Unfit(encoding, facts, answer.Facts!) is { } leaf
                ? new Obstacle("no request was found that makes this condition what the search needs", leaf.Span)
                : new Obstacle("the evaluator does not confirm the request the search made", place));
    }

    /// <summary>A condition that is something else on the facts the evaluator saw.</summary>
    private static Condition? Unfit(PolicyEncoding encoding, FactAssignment wanted, RequestFacts seen)
    {
        var assumed = wanted.Over(encoding.Policy.Schema, encoding.Policy.ScriptRunner);
        return encoding.Space.Leaves
            .Where(leaf => leaf.Schema == encoding.Policy.Schema)
            .FirstOrDefault(leaf => ConditionValue.Of(leaf.Condition, assumed) != ConditionValue.Of(leaf.Condition, seen))?.Condition;
    }
}
