using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Cli.Inputs;

/// <summary>Reads the request of a command from its options.</summary>
internal static class RequestInput
{
    public static DecisionRequest Read(string? policy, string? prompt, string? file, string? task, TextReader input)
    {
        if ((prompt is null) == (file is null))
        {
            throw new UserError("use either --prompt TEXT or --request FILE");
        }

        var content = file is null ? JsonSerializer.SerializeToUtf8Bytes(new { prompt }) : Content(file, input);
        var (request, problems) = policy is null ? DecisionRequestReader.Read(content) : DecisionRequestReader.ReadWithoutPolicy(content);
        if (request is null)
        {
            throw Invalid(problems);
        }

        return request with { Policy = policy ?? request.Policy, Task = task is null ? request.Task : TaskOf(task) };
    }

    private static TaskKind TaskOf(string name) => EnumNames<TaskKind>.TryParse(name, out var task)
        ? task
        : throw Invalid(
            [new RequestError("/task", $"unknown task `{name}`; {Suggestion.DidYouMean(name, EnumNames<TaskKind>.All, $"expected one of {string.Join(", ", EnumNames<TaskKind>.All)}")}")]);

    private static UserError Invalid(IEnumerable<RequestError> problems) =>
        new($"the request has errors\n{string.Join('\n', problems.Select(problem => $"  {(problem.Pointer.Length > 0 ? problem.Pointer : "/")}: {problem.Message}"))}");

    private static byte[] Content(string file, TextReader input)
    {
        var content = BoundedInput.Read(file, input);
        return content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
    }
}
