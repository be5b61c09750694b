using System.Net;
using System.Text.Json;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Calls settle what their decisions reserved of budgets, at the cost that the upstream states.</summary>
public sealed class BudgetTests
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: all }
        spec:
          budgets: [{ id: month, limitUsd: 0.13, window: month }]
          rules: [{ id: default, select: { objective: ordered, prefer: [p0/m0, p1/m1] } }]
        """;

    [Fact]
    public async Task An_answer_is_charged_at_its_cost_and_frees_the_rest()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat", "openai-chat"], policy: Policy);

        Assert.Equal(HttpStatusCode.OK, (await gateway.Chat()).Status);

        Assert.Equal(0.0001, await Share(gateway), 9);
    }

    [Fact]
    public async Task A_call_that_the_upstream_rejected_costs_nothing()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat", "openai-chat"], policy: Policy);
        gateway.Upstreams[0].Otherwise = MockAnswers.Error(400, "invalid_request_error", "no");
        gateway.Upstreams[1].Otherwise = MockAnswers.Error(400, "invalid_request_error", "no");

        await gateway.Chat();

        Assert.Equal(0, await Share(gateway));
    }

    [Fact]
    public async Task An_exhausted_budget_denies_with_its_reason()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            policy: Policy.Replace("limitUsd: 0.13", "limitUsd: 0.000001", StringComparison.Ordinal));

        var answer = await gateway.Chat();

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("budget-exhausted", answer.Body, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstreams[0].Calls);
    }

    /// <summary>Spent and reserved before the decision that asks for it.</summary>
    private static async Task<double> Share(RunningGateway gateway)
    {
        var answer = await gateway.Post("/v1/decisions", """{ "policy": "all", "prompt": "hi", "task": "chat" }""");
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("budgets")[0].GetProperty("share").GetDouble();
    }
}
