using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes <c>chosen</c>, <c>fallbacks</c> and <c>shadow</c>: endpoints, what leads to them and what they are expected to take.</summary>
internal static class HopWriter
{
    private static readonly JsonEncodedText EndpointName = JsonText.Encode("endpoint");
    private static readonly JsonEncodedText ModelName = JsonText.Encode("model");
    private static readonly JsonEncodedText ProviderName = JsonText.Encode("provider");
    private static readonly JsonEncodedText RegionName = JsonText.Encode("region");
    private static readonly JsonEncodedText On = JsonText.Encode("on");
    private static readonly JsonEncodedText Estimate = JsonText.Encode("estimate");
    private static readonly JsonEncodedText SuccessProbability = JsonText.Encode("successProbability");
    private static readonly JsonEncodedText TokenCostUsd = JsonText.Encode("tokenCostUsd");
    private static readonly JsonEncodedText WorstCaseUsd = JsonText.Encode("worstCaseUsd");
    private static readonly JsonEncodedText LatencyP50Ms = JsonText.Encode("latencyP50Ms");
    private static readonly JsonEncodedText LatencyP99Ms = JsonText.Encode("latencyP99Ms");
    private static readonly JsonEncodedText TtftP99Ms = JsonText.Encode("ttftP99Ms");
    private static readonly JsonEncodedText Quality = JsonText.Encode("quality");
    private static readonly ImmutableArray<JsonEncodedText> Classes = [.. Enum.GetValues<FailureClass>().Select(one => JsonText.Encode(FailureClasses.NameOf(one)))];

    private static readonly ConditionalWeakTable<Endpoint, Names> Known = [];

    public static void Write(Utf8JsonWriter json, ImmutableArray<Hop> chain)
    {
        if (chain.IsEmpty)
        {
            return;
        }

        json.WritePropertyName("chosen"u8);
        Write(json, chain[0], isFirst: chain[0].On.IsEmpty);
        json.WriteStartArray("fallbacks"u8);
        for (var hop = 1; hop < chain.Length; hop++)
        {
            Write(json, chain[hop], isFirst: false);
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, ShadowHop shadow)
    {
        json.WritePropertyName("shadow"u8);
        Write(json, new Hop(shadow.Endpoint, [], shadow.Estimate), isFirst: true);
    }

    public static void WriteEstimate(Utf8JsonWriter json, HopEstimate estimate)
    {
        json.WriteStartObject(Estimate);
        json.WriteFigure(SuccessProbability, estimate.SuccessProbability);
        json.WriteFigure(TokenCostUsd, estimate.TokenCostUsd);
        json.WriteFigure(WorstCaseUsd, estimate.WorstCaseUsd);
        json.WriteFigure(LatencyP50Ms, estimate.LatencyP50Ms);
        json.WriteFigure(LatencyP99Ms, estimate.LatencyP99Ms);
        json.WriteFigure(TtftP99Ms, estimate.TtftP99Ms);
        json.WriteFigure(Quality, estimate.Quality);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Hop hop, bool isFirst)
    {
        var names = Known.GetValue(hop.Endpoint, static endpoint => new Names(endpoint));
        json.WriteStartObject();
        json.WriteString(EndpointName, names.Endpoint);
        json.WriteString(ModelName, names.Model);
        json.WriteString(ProviderName, names.Provider);
        if (names.Region is { } region)
        {
            json.WriteString(RegionName, region);
        }

        if (!isFirst)
        {
            json.WriteStartArray(On);
            foreach (var one in hop.On)
            {
                json.WriteStringValue(Classes[(int)one]);
            }

            json.WriteEndArray();
        }

        WriteEstimate(json, hop.Estimate);
        json.WriteEndObject();
    }

    /// <summary>An endpoint's names, escaped once for as long as its catalog is in force.</summary>
    private sealed class Names(Endpoint endpoint)
    {
        public JsonEncodedText Endpoint { get; } = JsonText.Encode(endpoint.Id);

        public JsonEncodedText Model { get; } = JsonText.Encode(endpoint.Model.Id);

        public JsonEncodedText Provider { get; } = JsonText.Encode(endpoint.Provider.Id);

        public JsonEncodedText? Region { get; } = endpoint.Region is { } region ? JsonText.Encode(region) : null;
    }
}
