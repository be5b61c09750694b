using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>
/// Writes <c>chosen</c>, <c>fallbacks</c> and <c>shadow</c>: endpoints, the error classes that lead to them, and their estimates.
/// </summary>
internal static class HopWriter
{
    private static readonly ImmutableArray<byte[]> Classes =
    [
        .. Enum.GetValues<FailureClass>().Select(one => CompactJson.Escaped(EnumNames<FailureClass>.NameOf(one))),
    ];

    /// <summary>The members that name an endpoint, for the lifetime of its catalog.</summary>
    private static readonly ConditionalWeakTable<Endpoint, byte[]> Names = [];

    public static void Write(CompactJson json, ValueList<Hop> chain)
    {
        if (chain.IsEmpty)
        {
            return;
        }

        json.Name("chosen"u8);
        Write(json, chain[0], isFirst: chain[0].On.IsEmpty);
        json.StartArray("fallbacks"u8);
        for (var hop = 1; hop < chain.Length; hop++)
        {
            Write(json, chain[hop], isFirst: false);
        }

        json.EndArray();
    }

    public static void Write(CompactJson json, ShadowHop shadow)
    {
        json.Name("shadow"u8);
        Write(json, new Hop(shadow.Endpoint, [], shadow.Estimate), isFirst: true);
    }

    public static void WriteEstimate(CompactJson json, HopEstimate estimate)
    {
        json.StartObject("estimate"u8);
        json.Figure("successProbability"u8, estimate.SuccessProbability);
        json.Figure("tokenCostUsd"u8, estimate.TokenCostUsd);
        json.Figure("worstCaseUsd"u8, estimate.WorstCaseUsd);
        json.Figure("latencyP50Ms"u8, estimate.LatencyP50Ms);
        json.Figure("latencyP99Ms"u8, estimate.LatencyP99Ms);
        json.Figure("ttftP99Ms"u8, estimate.TtftP99Ms);
        json.Figure("quality"u8, estimate.Quality);
        if (estimate.QualityIsPrior)
        {
            json.Boolean("qualityIsPrior"u8, true);
        }

        json.EndObject();
    }

    private static void Write(CompactJson json, Hop hop, bool isFirst)
    {
        json.StartObject();
        json.Raw(Names.GetValue(hop.Endpoint, static endpoint => CompactJson.Bytes(endpoint, WriteNames)));
        if (!isFirst)
        {
            json.StartArray("on"u8);
            foreach (var one in hop.On)
            {
                json.Quoted(Classes[(int)one]);
            }

            json.EndArray();
        }

        if (hop.MaxOutputTokens is { } cap)
        {
            json.Number("maxOutputTokens"u8, cap);
        }

        if (hop.HedgeAfterMs is { } milliseconds)
        {
            json.Number("hedgeAfterMs"u8, milliseconds);
        }

        ConstraintFindingsWriter.WriteGivenUp(json, hop.Dropped, "no further endpoint satisfies it");
        WriteEstimate(json, hop.Estimate);
        json.EndObject();
    }

    private static void WriteNames(CompactJson json, Endpoint endpoint)
    {
        json.String("endpoint"u8, endpoint.Id);
        json.String("model"u8, endpoint.Model.Id);
        json.String("wireModel"u8, endpoint.WireModel);
        json.String("provider"u8, endpoint.Provider.Id);
        if (endpoint.Region is { } region)
        {
            json.String("region"u8, region);
        }

        if (endpoint.Provider.Api is { } api)
        {
            WriteApi(json, api);
        }
    }

    private static void WriteApi(CompactJson json, ProviderApi api)
    {
        json.StartObject("api"u8);
        json.String("dialect"u8, EnumNames<ApiDialect>.NameOf(api.Dialect));
        if (api.Dialects.Length > 1)
        {
            json.StartArray("dialects"u8);
            foreach (var dialect in api.Dialects)
            {
                json.String(EnumNames<ApiDialect>.NameOf(dialect));
            }

            json.EndArray();
        }

        json.String("baseUrl"u8, api.BaseUrl.OriginalString);
        json.String("auth"u8, EnumNames<ApiAuthentication>.NameOf(api.Authentication));
        json.EndObject();
    }
}
