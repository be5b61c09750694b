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
        var named = request?.Task;
        if (task is not null && !TryRead(task, out named))
        {
            problems = [.. problems, UnknownTask(task)];
        }

        return request is not null && problems.Length == 0
            ? request with { Policy = policy ?? request.Policy, Task = named }
            : throw Invalid(problems);
    }

    private static bool TryRead(string name, out TaskKind? task)
    {
        task = EnumNames<TaskKind>.TryParse(name, out var known) ? known : null;
        return task is not null;
    }

    private static RequestError UnknownTask(string name)
    {
        var tasks = EnumNames<TaskKind>.All;
        return new("/task", $"unknown task `{name}`; {Suggestion.DidYouMean(name, tasks, $"expected one of {string.Join(", ", tasks)}")}");
    }

    private static UserError Invalid(IEnumerable<RequestError> problems) =>
        new($"the request has errors\n{string.Join('\n', problems.Select(problem => $"  {(problem.Pointer.Length > 0 ? problem.Pointer : "/")}: {problem.Message}"))}");

    private static byte[] Content(string file, TextReader input)
    {
        var content = BoundedInput.Read(file, input);
        return content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
    }
}
