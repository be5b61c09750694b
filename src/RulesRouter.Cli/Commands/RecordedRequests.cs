using System.Collections.Immutable;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Cli.Commands;

/// <summary>Reads the file that <c>--requests</c> names.</summary>
internal static class RecordedRequests
{
    /// <param name="now">The moment of requests that name none.</param>
    public static ImmutableArray<Witness> Read(string path, TextReader input, DateTimeOffset now)
    {
        try
        {
            var (requests, fault) = RequestLog.Read(path == "-" ? Lines(input) : File.ReadLines(path), now);
            return fault is null
                ? requests.IsEmpty ? throw new UserError($"`{path}` holds no request") : requests
                : throw new UserError($"`{path}` {fault}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"`{path}` cannot be read: {exception.Message.TrimEnd('.')}");
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
