using RulesRouter.Gateway.Dialects.Errors;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>What translating an answer needs of the request that it answers.</summary>
/// <param name="Id">The answer's id where the upstream states none.</param>
/// <param name="Model">The answer's model where the upstream states none.</param>
/// <param name="Created">Unix time in seconds, where the upstream states none.</param>
/// <param name="WantsUsage">The client's stream has usage.</param>
/// <param name="CustomTools">Names of the client's tools that take any text.</param>
/// <param name="ParallelCalls">What the client said of parallel tool calls.</param>
internal sealed record AnswerSettings(
    string Id,
    string Model,
    long Created,
    bool WantsUsage,
    IReadOnlySet<string> CustomTools,
    bool? ParallelCalls)
{
    /// <summary>A custom tool reaches dialects without such tools as a function whose only argument has this name.</summary>
    public const string CustomArgument = "input";

    /// <summary>Classifies errors within the answer.</summary>
    public ErrorTable Errors { get; init; } = ErrorTable.Default;

    public AnswerHead Head(string? id, string? model, long? created) => new(
        string.IsNullOrEmpty(id) ? Id : id,
        string.IsNullOrEmpty(model) ? Model : model,
        created is > 0 ? created.Value : Created);
}
