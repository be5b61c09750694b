using System.Text.Json;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>The evaluation as JSON. The first measurement is at the top level, others under their own names.</summary>
internal static class ChainsJson
{
    public static void Write(ChainsResult result, Utf8JsonWriter json)
    {
        var terms = result.Options.Terms;
        json.WriteStartObject();
        json.WriteNumber("unsolvedCostUsd", terms.UnsolvedUsd);
        json.WriteNumber("wrongAnswerCostUsd", terms.WrongAcceptedUsd);
        json.WriteNumber("falseAccept", terms.FalseAccept);
        json.WriteNumber("falseReject", terms.FalseReject);
        json.WriteNumber("verifyCostUsd", terms.VerifyUsd);
        json.WriteNumber("maxLength", result.Options.MaxLength);
        json.WriteNumber("seed", result.Options.Seed);
        WriteTexts(json, "leftOut", result.LeftOut);
        Write(json, result.Measurements[0]);
        if (result.Measurements.Length > 1)
        {
            json.WriteStartObject("leaveOneGroupOut");
            Write(json, result.Measurements[1]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChainsMeasurement measured)
    {
        json.WriteString("split", measured.Split);
        json.WriteNumber("trials", measured.Trials);
        json.WriteNumber("tasks", measured.Tasks);
        Write(json, "learnedChain", measured.LearnedChain);
        Write(json, "staticChain", measured.StaticChain);
        Write(json, "bestSingleTrain", measured.BestSingleTrain);
        Write(json, "oracle", measured.Oracle);
        Write(json, "pairedDifference", measured.PairedDifference);
        Write(json, "pairedDifferenceOverBestSingle", measured.OverBestSingle);
        json.WriteNumber("lookedAtTask", measured.LookedAtTask);
        Write(json, "learnedChains", measured.LearnedChains);
        Write(json, "staticChains", measured.StaticChains);
        json.WriteStartArray("singleModels");
        foreach (var single in measured.Singles)
        {
            json.WriteStartObject();
            json.WriteString("model", single.Name);
            WriteFigures(json, single);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, BillSummary summary)
    {
        json.WriteStartObject(name);
        WriteFigures(json, summary);
        json.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter json, BillSummary summary)
    {
        json.WriteNumber("billPerTaskUsd", Rounded(summary.BillPerTaskUsd));
        json.WriteNumber("solved", Rounded(summary.Solved));
        json.WriteNumber("costUsd", Rounded(summary.CostUsd));
        json.WriteNumber("standardDeviation", Rounded(summary.StandardDeviation));
    }

    private static void Write(Utf8JsonWriter json, string name, PairedDifference difference)
    {
        json.WriteStartObject(name);
        json.WriteNumber("meanUsd", Rounded(difference.MeanUsd));
        json.WriteNumber("low", Rounded(difference.Low));
        json.WriteNumber("high", Rounded(difference.High));
        json.WriteBoolean("excludesZero", difference.ExcludesZero);
        if (double.IsFinite(difference.SplitsLow))
        {
            json.WriteNumber("splitsLow", Rounded(difference.SplitsLow));
            json.WriteNumber("splitsHigh", Rounded(difference.SplitsHigh));
        }

        json.WriteNumber("wins", Rounded(difference.Wins));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<ChainShare> chains)
    {
        json.WriteStartArray(name);
        foreach (var chain in chains)
        {
            json.WriteStartObject();
            WriteTexts(json, "models", chain.Models);
            json.WriteNumber("share", Rounded(chain.Share));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static double Rounded(double value) => Math.Round(value, 6);
}
