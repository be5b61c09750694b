using System.Globalization;
using System.Text.Json;
using RulesRouter.Classifiers.Training.Chains;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Policies;

namespace RulesRouter.Classifiers.Tests.Chains;

public sealed class ChainsCommandTests
{
    private static readonly CostRule Terms = CostRule.Default with
    {
        UnsolvedUsd = 0.6,
        WrongAcceptedUsd = 0.6,
        FalseAccept = 0,
        FalseReject = 0,
    };

    [Fact]
    public void A_bill_adds_what_was_spent_and_the_cost_of_unsolved_tasks()
    {
        var task = new ChainTask("t", "g", 10, [0, 1, 0], [0.02, 0.05, 0.1]);

        Assert.Equal(0.62, ChainBill.Of(task, [0], Terms).BillUsd, 12);
        Assert.Equal(0.07, ChainBill.Of(task, [0, 1, 2], Terms).BillUsd, 12);
        Assert.Equal(1, ChainBill.Of(task, [0, 1], Terms).Solved, 12);

        // A fifth of the wrong answers ends the chain: 0.02 + 0.2 × 0.6 + 0.8 × 0.05.
        Assert.Equal(0.18, ChainBill.Of(task, [0, 1], Terms with { FalseAccept = 0.2 }).BillUsd, 12);
        Assert.Equal(0.8, ChainBill.Of(task, [0, 1], Terms with { FalseAccept = 0.2 }).Solved, 12);
    }

    [Fact]
    public void Two_models_that_fail_on_different_tasks_are_chained_and_two_that_fail_together_are_not()
    {
        using var apart = new OutcomeFile((index, model) => model switch { "cheap" => index % 2, "other" => (index + 1) % 2, _ => 0 });
        using var together = new OutcomeFile((index, model) => model switch { "cheap" or "other" => index % 2, _ => 0 });

        Assert.Equal("cheap other", string.Join(" ", Run(apart.Path).LearnedChains[0].Models));
        Assert.Equal("cheap", string.Join(" ", Run(together.Path).LearnedChains[0].Models));
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures_and_training_alone_decides()
    {
        using var file = new OutcomeFile((index, model) => (index * 7 + model.Length) % 3 == 0 ? 1 : 0);
        using var other = new OutcomeFile((index, model) => model == "other" ? 1 : 0);

        Assert.Equal(Json(file.Path, null), Json(file.Path, null));
        var measured = Run(file.Path, other.Path);
        Assert.Equal(1, measured.Trials);
        Assert.Equal<string>(
            measured.StaticChains[0].Models,
            ChainsCommand.Run(Options(file.Path, file.Path)).Measurements[0].StaticChains[0].Models);
    }

    [Fact]
    public void Rejects_a_file_without_costs()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """{"id":"a","source":"s","group":"g","prompt":"p","outcomes":{"m":1}}""");

        var error = Assert.Throws<OutcomeDataException>(() => ChainsCommand.Run(Options(path, null)));

        Assert.Equal($"{path}: no row has both `outcomes` and `costUsd`; a bill needs costs", error.Message);
        File.Delete(path);
    }

    [SharedDataFact]
    public void On_real_costs_a_chain_beats_every_single_model_with_both_verifiers()
    {
        foreach (var accept in (double[])[0, 0.2])
        {
            var measured = ChainsCommand.Run(
                new ChainsOptions
                {
                    TrainFile = SharedData.SweBench,
                    Splits = 6,
                    Terms = Terms with { FalseAccept = accept },
                }).Measurements;

            Assert.All(measured, each => Assert.True(each.OverBestSingle.High < 0, $"{each.Split}: {each.OverBestSingle}"));
            Assert.True(measured[0].LearnedChain.BillPerTaskUsd < measured[0].StaticChain.BillPerTaskUsd);
            Assert.True(measured[1].PairedDifference.High < 0);
        }
    }

    private static ChainsOptions Options(string train, string? test) =>
        new() { TrainFile = train, TestFile = test, Splits = 4, Terms = Terms };

    private static ChainsMeasurement Run(string train, string? test = null) => ChainsCommand.Run(Options(train, test)).Measurements[0];

    private static string Json(string train, string? test)
    {
        using var writer = new StringWriter();
        ChainsCommand.Run(Options(train, test)).WriteJson(writer);
        using var document = JsonDocument.Parse(writer.ToString());
        Assert.True(document.RootElement.GetProperty("learnedChain").GetProperty("billPerTaskUsd").GetDouble() >= 0);
        Assert.All(
            new[] { "staticChain", "bestSingleTrain", "oracle", "pairedDifference", "leaveOneGroupOut" },
            name => Assert.True(document.RootElement.TryGetProperty(name, out _), name));
        return writer.ToString();
    }

    /// <summary>Sixty tasks in six groups, three models at 1, 3 and 30 cents.</summary>
    private sealed class OutcomeFile : IDisposable
    {
        public OutcomeFile(Func<int, string, int> outcome) =>
            File.WriteAllLines(Path, Enumerable.Range(0, 60).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"id":"t{{{index}}}","source":"s","group":"g{{{index / 2 % 6}}}","prompt":"{{{new string('x', 20 + index)}}}","costUsd":{"cheap":0.01,"other":0.03,"dear":0.3},"outcomes":{{{Outcomes(index, outcome)}}} }""")));

        private static string Outcomes(int index, Func<int, string, int> outcome) =>
            "{" + string.Join(',', new[] { "cheap", "other", "dear" }.Select(model => $"\"{model}\":{outcome(index, model)}")) + "}";

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
