using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Reads the events of an upstream's stream.</summary>
internal abstract class EventReader(AnswerSettings settings)
{
    protected AnswerSettings Settings { get; } = settings;

    public abstract StreamStep Read(JsonElement data, AnswerSink sink);

    /// <summary>
    /// The strings and names without which an event only goes on with content that has begun, so that nothing in it has to be read but for
    /// a client of another dialect. Empty where every event has to be read.
    /// </summary>
    public abstract ReadOnlySpan<byte[]> Decisive { get; }

    /// <summary>At <c>[DONE]</c>, which some send after their dialect's own end.</summary>
    /// <returns>False if the answer has no proper end and none can follow.</returns>
    public abstract bool Done(AnswerSink sink);
}
