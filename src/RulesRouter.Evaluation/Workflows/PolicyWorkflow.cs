using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesEngine.Models;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Workflows;

/// <summary>The rules of one resolved policy as a RulesEngine workflow: two workflow rules per rule.</summary>
internal sealed class PolicyWorkflow
{
    private static readonly JsonWriterOptions Format = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableArray<ScriptCall> calls;

    internal PolicyWorkflow(string name, FactSchema schema, IEnumerable<(string Id, Condition Condition)> rules)
    {
        var writer = new WorkflowWriter(schema);
        Schema = schema;
        calls = [.. rules.SelectMany(rule => ConditionFacts.Calls(rule.Condition)).Distinct()];
        Workflow = new Workflow
        {
            WorkflowName = name,
            Rules =
            [
                .. rules.SelectMany(rule => new[]
                {
                    new Rule { RuleName = $"{rule.Id}: certainly true", Expression = writer.CertainlyTrue(rule.Condition) },
                    new Rule { RuleName = $"{rule.Id}: certainly false", Expression = writer.CertainlyFalse(rule.Condition) },
                }),
            ],
        };
    }

    internal FactSchema Schema { get; }

    internal Workflow Workflow { get; }

    /// <summary>The inputs of the workflow for a request; runs the scripts that conditions call.</summary>
    public WorkflowFacts FactsOf(RequestFacts facts) => WorkflowFacts.Of(facts, calls);

    /// <summary>A JSON array of workflows, as RulesEngine reads it.</summary>
    public static string ToJson(IEnumerable<PolicyWorkflow> workflows)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Format))
        {
            json.WriteStartArray();
            foreach (var workflow in workflows)
            {
                Write(json, workflow.Workflow);
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Workflow workflow)
    {
        json.WriteStartObject();
        json.WriteString("WorkflowName", workflow.WorkflowName);
        json.WriteStartArray("Rules");
        foreach (var rule in workflow.Rules)
        {
            json.WriteStartObject();
            json.WriteString("RuleName", rule.RuleName);
            json.WriteString("RuleExpressionType", "LambdaExpression");
            json.WriteString("Expression", rule.Expression);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
