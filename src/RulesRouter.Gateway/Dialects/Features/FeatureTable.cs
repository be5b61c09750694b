using System.Collections.Frozen;
using System.Diagnostics;
using RulesRouter.Catalog;
using static RulesRouter.Gateway.Dialects.Features.Treatment;

namespace RulesRouter.Gateway.Dialects.Features;

/// <summary>
/// What each dialect can express of what a request in another dialect uses. An upstream of the client's own dialect gets
/// everything but a tier of other prices than the endpoint's (<c>OtherTier</c>).
/// </summary>
internal static class FeatureTable
{
    private static readonly FrozenDictionary<Feature, Row> Rows = new Dictionary<Feature, Row>
    {
        //                                         Chat Completions  Responses   Messages
        [Feature.UnknownField] = new(Excluded, Excluded, Excluded),
        [Feature.UnknownPart] = new(Excluded, Excluded, Excluded),
        [Feature.SeveralAnswers] = new(Expressed, Dropped, Dropped),
        [Feature.Penalties] = new(Expressed, Dropped, Dropped),
        [Feature.Seed] = new(Expressed, Dropped, Dropped),
        [Feature.TopK] = new(Dropped, Dropped, Expressed),
        [Feature.StopSequences] = new(Expressed, Dropped, Expressed),
        [Feature.ManyStopSequences] = new(Excluded, Dropped, Expressed),
        [Feature.LogProbabilities] = new(Excluded, Excluded, Excluded),
        [Feature.AudioOutput] = new(Expressed, Excluded, Excluded),
        [Feature.AudioInput] = new(Expressed, Excluded, Excluded),
        [Feature.Prediction] = new(Expressed, Dropped, Dropped),
        [Feature.WebSearchBesideTools] = new(Dropped, Dropped, Dropped),
        [Feature.ServerTools] = new(Excluded, Excluded, Excluded),
        [Feature.VendorClientTools] = new(Excluded, Excluded, Excluded),
        [Feature.ToolNamespaces] = new(Dropped, Expressed, Dropped),
        [Feature.LegacyFunctionsBesideTools] = new(Expressed, Dropped, Dropped),
        [Feature.ServerToolHistory] = new(Excluded, Excluded, Excluded),
        [Feature.ServerState] = new(Excluded, Excluded, Excluded),
        [Feature.Stored] = new(Excluded, Excluded, Excluded),
        [Feature.ContextManagement] = new(Dropped, Dropped, Dropped),
        [Feature.ProcessingRegion] = new(Excluded, Excluded, Excluded),
        [Feature.Moderation] = new(Excluded, Excluded, Excluded),
        [Feature.Containers] = new(Excluded, Excluded, Excluded),
        [Feature.JsonObjectFormat] = new(Expressed, Expressed, Dropped),
        [Feature.Verbosity] = new(Expressed, Expressed, Dropped),
        [Feature.ServiceTier] = new(Dropped, Dropped, Dropped),
        [Feature.Labels] = new(Dropped, Dropped, Dropped),
        [Feature.CacheKey] = new(Expressed, Expressed, Dropped),
        [Feature.ParticipantNames] = new(Expressed, Dropped, Dropped),
        [Feature.CacheControl] = new(Dropped, Dropped, Expressed),
        [Feature.AdditionalOutput] = new(Dropped, Expressed, Dropped),
        [Feature.ImageDetail] = new(Expressed, Expressed, Dropped),
        [Feature.ImageFiles] = new(Excluded, Expressed, Expressed),
        [Feature.DocumentFiles] = new(Expressed, Expressed, Expressed),
        [Feature.DocumentUrls] = new(Excluded, Expressed, Expressed),
        [Feature.Documents] = new(Expressed, Expressed, Expressed),
        [Feature.MediaInToolResults] = new(Dropped, Expressed, Expressed),
        [Feature.ToolErrorFlag] = new(Dropped, Dropped, Expressed),
        [Feature.ReasoningHistory] = new(Dropped, Dropped, Dropped),
        [Feature.Citations] = new(Dropped, Dropped, Expressed),
    }.ToFrozenDictionary();

    public static Treatment Of(Feature feature, ApiDialect client, ApiDialect upstream) => client == upstream
        ? Expressed
        : upstream switch
        {
            ApiDialect.OpenaiChat => Rows[feature].Chat,
            ApiDialect.OpenaiResponses => Rows[feature].Responses,
            ApiDialect.AnthropicMessages => Rows[feature].Messages,
            _ => throw new UnreachableException($"{upstream}"),
        };

    /// <summary>What keeps an upstream of a dialect from answering; empty if it can.</summary>
    public static FeatureSet Excluding(FeatureSet features, ApiDialect client, ApiDialect upstream) =>
        Treated(features, client, upstream, Excluded);

    /// <summary>What an upstream of a dialect does not get of a request that it can answer.</summary>
    public static FeatureSet DroppedOf(FeatureSet features, ApiDialect client, ApiDialect upstream) =>
        Treated(features, client, upstream, Dropped);

    private static FeatureSet Treated(FeatureSet features, ApiDialect client, ApiDialect upstream, Treatment treatment)
    {
        var found = FeatureSet.None;
        foreach (var feature in features.Members)
        {
            found = Of(feature, client, upstream) == treatment ? found.With(feature) : found;
        }

        return found;
    }

    private readonly record struct Row(Treatment Chat, Treatment Responses, Treatment Messages);
}
