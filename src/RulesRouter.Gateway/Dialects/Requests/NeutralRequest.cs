using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Features;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>A request in the words of no dialect: what at least two of them can express. All else is in <see cref="Features"/>.</summary>
internal sealed class NeutralRequest
{
    public FeatureSet Features { get; private set; }

    public List<Turn> Turns { get; } = [];

    public List<ToolDefinition> Tools { get; private set; } = [];

    /// <summary>Null if the client did not say.</summary>
    public ToolChoice? Choice { get; set; }

    /// <summary>Null if the client did not say.</summary>
    public bool? ParallelCalls { get; set; }

    /// <summary>The smallest of the maximums that the request states.</summary>
    public long? MaxOutputTokens { get; private set; }

    public JsonElement Temperature { get; set; }

    public JsonElement TopP { get; set; }

    public JsonElement TopK { get; set; }

    public List<string> StopSequences { get; } = [];

    /// <summary>The client asks for a stream.</summary>
    public bool Streams { get; set; }

    public OutputFormat? Format { get; set; }

    public ReasoningWish? Reasoning { get; set; }

    public string? Verbosity { get; set; }

    /// <summary>Requests of one conversation have the same key.</summary>
    public string? CacheKey { get; set; }

    public IReadOnlySet<string> CustomTools =>
        Tools.Where(tool => tool.Kind == ToolCallKind.Custom).Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);

    public void Use(Feature feature) => Features = Features.With(feature);

    public void UseIf(bool condition, Feature feature) => Features = condition ? Features.With(feature) : Features;

    public void LimitOutput(long? tokens)
    {
        if (tokens is > 0 && (MaxOutputTokens is null || tokens < MaxOutputTokens))
        {
            MaxOutputTokens = tokens;
        }
    }

    /// <summary>Of the tools only these may be called: the others are left out, which has the same effect.</summary>
    public void AllowTools(IReadOnlySet<string> names) => Tools = [.. Tools.Where(tool => names.Contains(tool.Name))];

    /// <summary>Goes on with the last turn if it is the same side's and consists of the same kind of parts, else begins one.</summary>
    public List<RequestPart> TurnOf(RequestRole role, bool continues)
    {
        if (!continues || Turns.Count == 0 || Turns[^1].Role != role)
        {
            Turns.Add(new Turn(role, []));
        }

        return Turns[^1].Parts;
    }

    /// <summary>The maximum that an upstream gets: the client's, at most the decision's.</summary>
    public long? MaxFor(UpstreamTarget target) =>
        target.MaxOutputTokens is { } cap ? Math.Min(cap, MaxOutputTokens ?? cap) : MaxOutputTokens;
}
