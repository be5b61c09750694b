using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Reads the events of an upstream's stream.</summary>
internal abstract class EventReader(AnswerSettings settings)
{
    protected AnswerSettings Settings { get; } = settings;

    public abstract StreamStep Read(JsonElement data, AnswerSink sink);

    /// <summary>At <c>[DONE]</c>, which some send after their dialect's own end.</summary>
    public abstract void Done(AnswerSink sink);
}
