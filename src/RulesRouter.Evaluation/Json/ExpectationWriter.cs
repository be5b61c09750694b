using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes <c>expectation</c>: what a chain chosen by expected cost is expected to come to.</summary>
internal static class ExpectationWriter
{
    private const int Digits = 9;

    public static void Write(Utf8JsonWriter json, Expectation expected)
    {
        json.WriteStartObject("expectation");
        Write(json, "totalUsd", expected.TotalUsd);
        Write(json, "rankedUsd", expected.RankedUsd);
        Write(json, "quantile", expected.Terms.Quantile);
        Write(json, "solved", expected.Solved);
        Write(json, "wrongAccepted", expected.WrongAccepted);
        Write(json, "unsolved", expected.Unsolved);
        Write(json, "seconds", expected.Seconds);
        json.WriteStartArray("hops");
        foreach (var hop in expected.Hops)
        {
            json.WriteStartObject();
            json.WriteString("endpoint", hop.Endpoint);
            Write(json, "reach", hop.Reach);
            Write(json, "successIfReached", hop.SuccessIfReached);
            Write(json, "usd", hop.Usd);
            Write(json, "seconds", hop.Seconds);
            json.WriteString("evidence", hop.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (expected.RunnerUp is { } other)
        {
            json.WriteStartObject("runnerUp");
            json.WriteStartArray("chain");
            foreach (var endpoint in other.Chain)
            {
                json.WriteStringValue((string)endpoint);
            }

            json.WriteEndArray();
            Write(json, "totalUsd", other.TotalUsd);
            Write(json, "rankedUsd", other.RankedUsd);
            json.WriteEndObject();
        }

        json.WriteStartObject("search");
        json.WriteNumber("qualified", expected.Search.Qualified);
        json.WriteNumber("believed", expected.Search.Believed);
        json.WriteNumber("considered", expected.Search.Considered);
        json.WriteNumber("chains", expected.Search.Chains);
        json.WriteBoolean("exact", expected.Search.IsExact);
        json.WriteEndObject();
        json.WriteNumber("learnedEpoch", expected.LearnedEpoch);
        json.WriteBoolean("explored", expected.Explored);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, Math.Round(number, Digits));
        }
    }
}
