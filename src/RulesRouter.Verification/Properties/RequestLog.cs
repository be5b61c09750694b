using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Properties;

/// <summary>Lines of a decision record, or plain requests as the decision service takes them → requests with their circumstances.</summary>
public static class RequestLog
{
    /// <summary>All of them, or the first fault with its line.</summary>
    /// <param name="now">The moment of requests that name none.</param>
    public static (ImmutableArray<Witness> Requests, string? Fault) Read(IEnumerable<string> lines, DateTimeOffset now)
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

            var (witness, fault) = Read(line, now);
            if (witness is null)
            {
                return ([], $"line {number}: {fault}");
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
            return document.RootElement.ValueKind != JsonValueKind.Object ? (null, "is no JSON object")
                : document.RootElement.TryGetProperty("replay", out var replay) ? Recorded(replay, document.RootElement, now)
                : Plain(line, now);
        }
        catch (JsonException)
        {
            return (null, "is not JSON");
        }
    }

    private static (Witness?, string) Recorded(JsonElement replay, JsonElement line, DateTimeOffset now)
    {
        var (recorded, faults) = RecordedRequestReader.Read(replay);
        return recorded is null ? (null, Shown(faults)) : (new Witness(recorded, Moment(line) ?? now), "");
    }

    private static (Witness?, string) Plain(string line, DateTimeOffset now)
    {
        var (request, faults) = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(line));
        return request is null ? (null, Shown(faults)) : (new Witness(new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false), request.At ?? now), "");
    }

    /// <summary>When the recorded decision was made.</summary>
    private static DateTimeOffset? Moment(JsonElement line) =>
        line.TryGetProperty("decision", out var decision) && decision.ValueKind == JsonValueKind.Object && decision.TryGetProperty("at", out var at)
        && at.ValueKind == JsonValueKind.String && Timestamps.TryParse(at.GetString(), out var moment)
            ? moment
            : null;

    private static string Shown(IEnumerable<RequestFault> faults) => string.Join("; ", faults.Select(fault => $"{fault.Pointer}: {fault.Message}"));
}
