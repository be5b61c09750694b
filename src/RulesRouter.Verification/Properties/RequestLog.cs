using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Witnesses;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Verification.Properties;

/// <summary>Lines of a decision record, or requests in the format of the decision API → requests with state and time.</summary>
public static class RequestLog
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
            if (witness is null)
            {
                return ([], $"line {number}: {error}");
            }

            requests.Add(witness);
        }

        return (requests.ToImmutable(), null);
    }

    private static (Witness?, string) Read(string line, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind != JsonValueKind.Object ? (null, "expected a JSON object")
                : document.RootElement.TryGetProperty("replay", out var replay) ? Recorded(replay, document.RootElement, now)
                : Plain(line, now);
        }
        catch (JsonException)
        {
            return (null, "expected JSON");
        }
    }

    private static (Witness?, string) Recorded(JsonElement replay, JsonElement line, DateTimeOffset now)
    {
        var (recorded, errors) = RecordedRequestReader.Read(replay);
        return recorded is null ? (null, Shown(errors)) : (new Witness(recorded, DecidedAt(line) ?? now), "");
    }

    private static (Witness?, string) Plain(string line, DateTimeOffset now)
    {
        var (request, errors) = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(line));
        return request is null ? (null, Shown(errors)) : (new Witness(new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false), request.At ?? now), "");
    }

    /// <summary>Time of the recorded decision.</summary>
    private static DateTimeOffset? DecidedAt(JsonElement line) =>
        line.TryGetProperty("decision", out var decision) && decision.ValueKind == JsonValueKind.Object && decision.TryGetProperty("at", out var at)
        && at.ValueKind == JsonValueKind.String && Timestamps.TryParse(at.GetString(), out var time)
            ? time
            : null;

    private static string Shown(IEnumerable<RequestError> errors) => string.Join("; ", errors.Select(error => $"{error.Pointer}: {error.Message}"));
}
