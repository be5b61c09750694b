using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Reads the events of an upstream's stream.</summary>
internal abstract class EventReader(AnswerSettings settings)
{
    protected AnswerSettings Settings { get; } = settings;

    public abstract StreamStep Read(JsonElement data, AnswerSink sink);

    /// <summary>
    /// Whether events, whole ones as the upstream sent them, only go on with content that has begun: then there is nothing to read in them
    /// but for a client of another dialect. False if in doubt.
    /// </summary>
    public abstract bool OnlyContinue(ReadOnlySpan<byte> events);

    /// <summary>At <c>[DONE]</c>, which some send after their dialect's own end.</summary>
    /// <returns>False if the answer has no proper end and none can follow.</returns>
    public abstract bool Done(AnswerSink sink);
}
