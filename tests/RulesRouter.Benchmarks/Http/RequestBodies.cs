using System.Text.Json;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Http;

/// <summary>The workload's requests as <c>POST /v1/decisions</c> takes them.</summary>
internal static class RequestBodies
{
    public static IEnumerable<string> Of(int rules) => RequestWorkload.Requests(rules).Select(request => JsonSerializer.Serialize(new
    {
        policy = request.Policy,
        task = EnumNames<TaskKind>.NameOf(request.Task!.Value),
        attributes = request.Attributes.ToDictionary(pair => pair.Key, pair => pair.Value switch
        {
            AttributeValue.String text => (object)text.Value,
            AttributeValue.Number number => number.Value,
            AttributeValue.Boolean flag => flag.Value,
            _ => throw new NotSupportedException(pair.Key),
        }),
        estimate = new { inputTokens = request.Estimate!.InputTokens, outputTokens = request.Estimate.OutputTokens },
        maxOutputTokens = request.MaxOutputTokens,
        deadlineMs = request.DeadlineMs,
    }));
}
