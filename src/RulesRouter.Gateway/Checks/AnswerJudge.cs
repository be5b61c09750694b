using System.Collections.Immutable;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Checks;

/// <summary>
/// Whether an answer may go to its client: first whether the client can use it, then what the policy asks of answers, the dearest last.
/// </summary>
internal sealed class AnswerJudge(ImmutableSortedDictionary<string, Verifier> named)
{
    /// <summary>The checks that a policy names and no one defined; empty if all are known.</summary>
    public IEnumerable<string> Unknown(PolicyChecks? checks) => checks?.Run.Where(name => !named.ContainsKey(name)) ?? [];

    /// <summary>What is wrong with the answer; null if nothing is.</summary>
    public async Task<string?> FaultOf(Answer answer, ClientRequest request, PolicyChecks? checks, CancellationToken stop)
    {
        if (AnswerUsability.Of(answer, request) is { } fault)
        {
            return fault;
        }

        // What did not end properly has a class of its own, and calls of tools end no task.
        if (checks is null || answer.HasToolCalls || AnswerClass.Of(answer, null) is not null)
        {
            return null;
        }

        var own = OfSchema(answer, checks) ?? checks.Script?.Invoke(answer.Text);
        if (own is not null)
        {
            return own;
        }

        foreach (var name in checks.Run)
        {
            if (await named[name].FaultOf(answer, stop).ConfigureAwait(false) is { } failed)
            {
                return $"check `{name}`: {failed}";
            }
        }

        return null;
    }

    private static string? OfSchema(Answer answer, PolicyChecks checks) =>
        checks.Schema is not { } schema ? null
        : Parsing.ValueIn(answer.Text) is not { } value ? "the policy requires JSON, and the answer is none"
        : SchemaConformance.Fault(schema, value) is { } fault ? $"the answer does not conform to the policy's JSON schema: {fault}"
        : null;
}
