using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Checks;

/// <summary>A check outside the gateway, such as tests or a linter, which the operator defines and policies name.</summary>
/// <param name="Timeout">1 ms to 10 min.</param>
internal abstract record Verifier(TimeSpan Timeout)
{
    /// <summary>What is wrong with an answer; null if nothing is. A check that gives no verdict in time has not passed.</summary>
    public abstract Task<string?> FaultOf(Answer answer, CancellationToken stop);

    /// <summary>What a check gets: the text of the answer, and the model that gave it.</summary>
    protected static ReadOnlyMemory<byte> Input(Answer answer) => Writing.Document(json =>
    {
        json.WriteStartObject();
        json.WriteString("text", answer.Text);
        json.WriteString("model", answer.Head.Model);
        json.WriteEndObject();
    });
}
