using System.Collections.Immutable;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Commands;

/// <summary>Reads the file of <c>--requests</c>.</summary>
internal static class RecordedRequests
{
    /// <param name="now">The time of requests without a timestamp.</param>
    public static ImmutableArray<Witness> Read(string path, TextReader input, DateTimeOffset now)
    {
        try
        {
            var (requests, problem) = RequestLog.Read(path == "-" ? Lines(input) : RecordFiles.Lines(path), now);
            return problem is null
                ? requests.IsEmpty ? throw new UserError($"`{path}` contains no request") : requests
                : throw new UserError($"`{path}` {problem}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path, exception);
        }
    }

    private static IEnumerable<string> Lines(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
