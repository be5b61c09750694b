using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes <c>expectation</c>: what a chain chosen by expected cost is expected to come to.</summary>
internal static class ExpectationWriter
{
    private static readonly JsonEncodedText TotalUsd = JsonText.Encode("totalUsd");
    private static readonly JsonEncodedText RankedUsd = JsonText.Encode("rankedUsd");
    private static readonly JsonEncodedText Quantile = JsonText.Encode("quantile");
    private static readonly JsonEncodedText Solved = JsonText.Encode("solved");
    private static readonly JsonEncodedText WrongAccepted = JsonText.Encode("wrongAccepted");
    private static readonly JsonEncodedText Unsolved = JsonText.Encode("unsolved");
    private static readonly JsonEncodedText Seconds = JsonText.Encode("seconds");
    private static readonly JsonEncodedText Reach = JsonText.Encode("reach");
    private static readonly JsonEncodedText SuccessIfReached = JsonText.Encode("successIfReached");
    private static readonly JsonEncodedText Usd = JsonText.Encode("usd");

    public static void Write(Utf8JsonWriter json, Expectation expected)
    {
        json.WriteStartObject("expectation");
        json.WriteFigure(TotalUsd, expected.TotalUsd);
        json.WriteFigure(RankedUsd, expected.RankedUsd);
        json.WriteFigure(Quantile, expected.Terms.Quantile);
        json.WriteFigure(Solved, expected.Solved);
        json.WriteFigure(WrongAccepted, expected.WrongAccepted);
        json.WriteFigure(Unsolved, expected.Unsolved);
        json.WriteFigure(Seconds, expected.Seconds);
        json.WriteStartArray("hops");
        foreach (var hop in expected.Hops)
        {
            json.WriteStartObject();
            json.WriteString("endpoint", hop.Endpoint);
            json.WriteFigure(Reach, hop.Reach);
            json.WriteFigure(SuccessIfReached, hop.SuccessIfReached);
            json.WriteFigure(Usd, hop.Usd);
            json.WriteFigure(Seconds, hop.Seconds);
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
            json.WriteFigure(TotalUsd, other.TotalUsd);
            json.WriteFigure(RankedUsd, other.RankedUsd);
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
}
