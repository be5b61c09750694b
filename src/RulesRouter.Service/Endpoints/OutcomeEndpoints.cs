using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Service.Outcomes;
using RulesRouter.Wire.Outcomes;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>POST /v1/outcomes</c>: one outcome, or up to 1,000 as <c>{ "outcomes": […] }</c>; either all are stored or none.</summary>
internal static class OutcomeEndpoints
{
    private const int MaxInBatch = 1_000;

    public static void Map(WebApplication app) => app.MapPost("/v1/outcomes", Take).WithTags("Outcomes").WithName("reportOutcomes")
        .WithSummary("Reports the outcome of a decision: verdict, source, edits, latency, tokens, cost; or up to 1,000 as { \"outcomes\": [...] }")
        .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

    private static async Task Take(HttpContext context, OutcomeIntake intake, TimeProvider clock)
    {
        using var body = await RequestBody.ReadDocument(context).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        if (!intake.IsOpen)
        {
            await new Problem(503, "outcomes are off", "this service was started without an outcome store; start it with --outcomes", []).Send(context).ConfigureAwait(false);
            return;
        }

        var faults = ImmutableArray.CreateBuilder<RequestError>();
        var (reports, pointers) = ReadAll(body.RootElement, faults);
        if (faults.Count > 0)
        {
            await Invalid(faults.ToImmutable()).Send(context).ConfigureAwait(false);
            return;
        }

        var receipt = intake.Report(reports, clock.GetUtcNow());
        if (receipt.Rejections.Count > 0)
        {
            await Refused(receipt.Rejections, pointers).Send(context).ConfigureAwait(false);
            return;
        }

        var json = new CompactJson();
        json.StartObject();
        json.Number("accepted"u8, receipt.Accepted);
        json.Number("repeated"u8, receipt.Repeated);
        json.Number("epoch"u8, receipt.Epoch);
        json.EndObject();
        context.Response.ContentType = "application/json";
        await json.Send(context).ConfigureAwait(false);
    }

    private static (List<OutcomeReport> Reports, List<string> Pointers) ReadAll(JsonElement root, ImmutableArray<RequestError>.Builder faults)
    {
        var items = new List<(JsonElement Item, string Pointer)> { (root, "") };
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("outcomes", out var list))
        {
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MaxInBatch || root.EnumerateObject().Count() > 1)
            {
                faults.Add(new RequestError("/outcomes", $"must be a list of 1 to {MaxInBatch} outcomes, without other fields beside it"));
                return ([], []);
            }

            items = [.. list.EnumerateArray().Select((item, index) => (item, $"/outcomes/{index}"))];
        }

        var reports = new List<OutcomeReport>();
        foreach (var (item, pointer) in items)
        {
            var (report, wrong) = OutcomeReportReader.Read(item, pointer);
            faults.AddRange(wrong);
            if (report is not null)
            {
                reports.Add(report);
            }
        }

        return (reports, [.. items.Select(item => item.Pointer)]);
    }

    private static Problem Invalid(ImmutableArray<RequestError> faults) =>
        new(400, "the outcome is not valid", faults.Length == 1 ? "1 fault" : $"{faults.Length} faults", faults);

    private static Problem Refused(IReadOnlyList<OutcomeRejection> rejections, List<string> pointers)
    {
        ImmutableArray<RequestError> faults = [.. rejections.Select(rejection => new RequestError($"{pointers[rejection.Index]}/{rejection.Field}", rejection.Message))];
        var (status, title) = rejections[0].Kind switch
        {
            RejectionKind.UnknownDecision => (404, "unknown decision"),
            RejectionKind.UnknownHop => (400, "outcome does not match the decision"),
            _ => (409, "reported before"),
        };
        return new Problem(status, title, "no outcome was stored", faults);
    }
}
