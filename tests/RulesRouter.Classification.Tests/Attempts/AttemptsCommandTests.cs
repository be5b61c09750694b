using System.Text.Json;
using RulesRouter.Classifiers.Training.Attempts;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Tests.Attempts;

public sealed class AttemptsCommandTests
{
    [SharedDataFact]
    public void The_cost_of_an_agents_run_predicts_its_failure()
    {
        var result = AttemptsCommand.Run(SharedData.SweBench);

        Assert.Equal((242, 24), (result.Tasks, result.Models));
        Assert.InRange(result.OwnAuc, 0.65, 0.74);
        Assert.InRange(result.NextAuc, 0.52, 0.6);
        Assert.True(result.With <= result.Without, $"{result}");
    }

    [Fact]
    public void A_file_without_costs_is_an_error()
    {
        var file = Path.GetTempFileName();
        var outcomes = new Dictionary<string, int> { ["a"] = 1, ["b"] = 0 };
        File.WriteAllText(file, JsonSerializer.Serialize(new { id = "1", source = "s", group = "g", prompt = "p", outcomes }));

        var error = Assert.Throws<OutcomeDataException>(() => AttemptsCommand.Run(file));

        Assert.Equal($"{file}: no row has the outcomes of two models and the cost of one", error.Message);
        File.Delete(file);
    }
}
