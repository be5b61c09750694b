using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Searching;

/// <summary>A request, the evaluator's decision, and what it demonstrates.</summary>
internal sealed record ConfirmedWitness(Witness Witness, Decision Decision, string Detail);

/// <summary>Asks the evaluator whether a request demonstrates what it was constructed for.</summary>
internal static class Confirmations
{
    /// <param name="shows">Null if the decision does not demonstrate it; otherwise a description.</param>
    public static Confirmation<ConfirmedWitness> Decided(
        CompiledPolicySet set,
        PolicyEncoding encoding,
        FactAssignment facts,
        ProofSettings settings,
        SourceSpan place,
        Func<Decision, string?> shows)
    {
        if (RequestBuilder.Build(encoding.Policy, set.Catalog, facts, settings.AllowSampleEvidence) is not { } witness)
        {
            return new(null, new Obstacle("no request within size limits has the facts that the search requires", place));
        }

        var answer = witness.Decide(set);
        if (answer.Decision is not { } decision)
        {
            return new(
                null,
                new Obstacle(
                    $"the evaluator rejects the request that the search constructed: {answer.Errors[0].Pointer} {answer.Errors[0].Message}",
                    place));
        }

        return shows(decision) is { } detail
            ? new(new ConfirmedWitness(witness, decision, detail), null)
            : new(null, Mismatch(encoding, facts, answer.Facts!) is { } leaf
                ? new Obstacle("no request was found that gives this condition the value that the search requires", leaf.Span)
                : new Obstacle("the evaluator does not confirm the request that the search constructed", place));
    }

    /// <summary>A condition with another value for the facts that the evaluator derived.</summary>
    private static Condition? Mismatch(PolicyEncoding encoding, FactAssignment wanted, RequestFacts seen)
    {
        var assumed = wanted.Over(encoding.Policy.Schema, encoding.Policy.ScriptRunner);
        return encoding.Space.Leaves
            .Where(leaf => leaf.Schema == encoding.Policy.Schema)
            .FirstOrDefault(leaf => ConditionValue.Of(leaf.Condition, assumed) != ConditionValue.Of(leaf.Condition, seen))?.Condition;
    }
}
