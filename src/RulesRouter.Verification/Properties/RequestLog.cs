using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Verification.Witnesses;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Verification.Properties;

/// <summary>Lines of a decision record, or requests in the format of the decision API → requests with state and time.</summary>
internal static class RequestLog
{
    /// <summary>All requests, or the first error with its line.</summary>
    /// <param name="now">Time of requests without `at`.</param>
    public static (ImmutableArray<Witness> Requests, string? Error) Read(IEnumerable<string> lines, DateTimeOffset now)
    {
        var requests = ImmutableArray.CreateBuilder<Witness>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var (witness, error) = Read(line, now);
            if (witness is null && error.Length == 0)
            {
                continue;
            }

            if (witness is null)
            {
                return ([], $"line {number}: {error}");
            }

            requests.Add(witness);
        }

        return (requests.ToImmutable(), null);
    }

    /// <summary>Neither of them for a recorded outcome or the calls of a decision, which are no requests.</summary>
    private static (Witness?, string) Read(string line, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        try
        {
            var logged = LoggedLine.Read(bytes);
            return logged.IsReport ? (null, "")
                : logged.IsRecord ? Recorded(bytes.AsSpan(logged.ReplayStart, logged.ReplayLength), logged.At ?? now) : Plain(bytes, now);
        }
        catch (JsonException)
        {
            return (null, "expected JSON");
        }
        catch (InvalidDataException exception)
        {
            return (null, exception.Message);
        }
    }

    private static (Witness?, string) Recorded(ReadOnlySpan<byte> replay, DateTimeOffset at)
    {
        var (recorded, errors) = RecordedRequestReader.Read(replay);
        return recorded is null ? (null, Shown(errors)) : (new Witness(recorded, at), "");
    }

    private static (Witness?, string) Plain(ReadOnlySpan<byte> line, DateTimeOffset now)
    {
        var (request, errors) = DecisionRequestReader.Read(line);
        return request is null
            ? (null, Shown(errors))
            : (new Witness(new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false), request.At ?? now), "");
    }

    private static string Shown(IEnumerable<RequestError> errors) =>
        string.Join("; ", errors.Select(error => $"{error.Pointer}: {error.Message}"));
}
