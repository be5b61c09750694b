using RulesRouter.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>Writes <c>expectation</c>: the expected total cost of a chain chosen by it, and its parts.</summary>
internal static class ExpectationWriter
{
    public static void Write(CompactJson json, Expectation expected)
    {
        json.StartObject("expectation"u8);
        json.Figure("totalUsd"u8, expected.TotalUsd);
        json.Figure("rankedUsd"u8, expected.RankedUsd);
        json.Figure("quantile"u8, expected.Terms.Quantile);
        json.Figure("solved"u8, expected.Solved);
        json.Figure("wrongAccepted"u8, expected.WrongAccepted);
        json.Figure("unsolved"u8, expected.Unsolved);
        json.Figure("seconds"u8, expected.Seconds);
        json.StartArray("hops"u8);
        foreach (var hop in expected.Hops)
        {
            json.StartObject();
            json.String("endpoint"u8, hop.Endpoint);
            json.Figure("reach"u8, hop.Reach);
            json.Figure("successIfReached"u8, hop.SuccessIfReached);
            json.Figure("usd"u8, hop.Usd);
            json.Figure("seconds"u8, hop.Seconds);
            if (hop.ImputedSeconds > 0)
            {
                json.Figure("imputedSeconds"u8, hop.ImputedSeconds);
                json.Figure("imputedUsd"u8, hop.ImputedUsd);
            }

            json.String("evidence"u8, hop.Evidence);
            if (hop.IsPrior)
            {
                json.Boolean("prior"u8, true);
            }

            json.EndObject();
        }

        json.EndArray();
        if (expected.RunnerUp is { } other)
        {
            json.StartObject("runnerUp"u8);
            json.StartArray("chain"u8);
            foreach (var endpoint in other.Chain)
            {
                json.String((string)endpoint);
            }

            json.EndArray();
            json.Figure("totalUsd"u8, other.TotalUsd);
            json.Figure("rankedUsd"u8, other.RankedUsd);
            json.EndObject();
        }

        json.StartObject("search"u8);
        json.Number("qualified"u8, expected.Search.Eligible);
        json.Number("believed"u8, expected.Search.Believed);
        json.Number("considered"u8, expected.Search.Considered);
        json.Number("chains"u8, expected.Search.Chains);
        json.Boolean("exact"u8, expected.Search.IsExact);
        json.EndObject();
        json.Number("learnedEpoch"u8, expected.LearnedEpoch);
        json.Boolean("explored"u8, expected.Explored);
        json.EndObject();
    }
}
