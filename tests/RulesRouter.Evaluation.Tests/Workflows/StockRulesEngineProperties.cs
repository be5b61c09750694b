using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesEngine.Models;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Evaluation.Workflows;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Tests.Workflows;

/// <summary>RulesEngine with its default settings, given the written JSON and nothing else of ours.</summary>
public sealed class StockRulesEngineProperties
{
    [Property(MaxTest = 30)]
    public Property Stock_RulesEngine_gives_the_truth_of_every_written_condition() =>
        Prop.ForAll(GeneratedConditions.Trees.ArrayOf(8).ToArbitrary(), GeneratedConditions.Facts.ArrayOf(12).ToArbitrary(),
            (trees, requests) =>
        {
            var written = new PolicyWorkflow("p", ConditionFixture.Schema, trees.Select((tree, index) => ($"p/r{index}", tree)));
            var engine = new RulesEngine.RulesEngine(JsonSerializer.Deserialize<Workflow[]>(PolicyWorkflow.ToJson([written])));
            foreach (var facts in requests)
            {
                var results = engine.ExecuteAllRulesAsync("p", Inputs(written.FactsOf(facts).ToJson()))
                    .AsTask()
                    .GetAwaiter()
                    .GetResult()
                    .ToDictionary(result => result.Rule.RuleName, result => result.IsSuccess);
                for (var index = 0; index < trees.Length; index++)
                {
                    var truth = ConditionValue.Of(trees[index], facts);
                    Assert.Equal(
                        (truth == Truth.True, truth == Truth.False),
                        (results[$"p/r{index}: certainly true"], results[$"p/r{index}: certainly false"]));
                }
            }
        });

    private static RuleParameter[] Inputs(string json)
    {
        var facts = JsonDocument.Parse(json).RootElement;
        return
        [
            new("known", facts.GetProperty("known").Deserialize<Dictionary<string, bool>>()),
            new("booleans", facts.GetProperty("booleans").Deserialize<Dictionary<string, bool>>()),
            new("numbers", facts.GetProperty("numbers").Deserialize<Dictionary<string, double>>()),
            new("strings", facts.GetProperty("strings").Deserialize<Dictionary<string, string>>()),
            new("sets", facts.GetProperty("sets").Deserialize<Dictionary<string, HashSet<string>>>()),
        ];
    }
}
