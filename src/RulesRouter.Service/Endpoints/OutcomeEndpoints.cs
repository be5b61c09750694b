using System.Collections.Immutable;
using RulesRouter.Access;
using RulesRouter.Decisions;
using RulesRouter.Service.Access;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.StateKeeping;
using RulesRouter.Wire.Outcomes;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>POST /v1/outcomes</c>: one outcome, or up to 1,000 as <c>{ "outcomes": […] }</c>; either all are stored or none.</summary>
internal static class OutcomeEndpoints
{
    public static void Map(WebApplication app) => app.MapPost("/v1/outcomes", Take)
        .Needs(AccessScope.ReportOutcomes)
        .WithTags("Outcomes")
        .WithName("reportOutcomes")
        .WithSummary(
            "Reports the outcome of a decision: verdict, source, edits, latency, tokens, cost; or up to 1,000 as { \"outcomes\": [...] }")
        .Produces(200, contentType: "application/json")
        .Produces(202, contentType: "application/json")
        .ProducesProblem(400)
        .ProducesProblem(403)
        .ProducesProblem(404)
        .ProducesProblem(409)
        .ProducesProblem(410)
        .ProducesProblem(413)
        .ProducesProblem(415)
        .ProducesProblem(503);

    private static async Task Take(HttpContext context, RequestBody bodies, OutcomeIntake intake, ServiceState state)
    {
        if (await bodies.Read(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        var (reports, errors) = OutcomeReportReader.ReadAll(body.Bytes);
        bodies.Close(context, body);
        if (!intake.IsOpen)
        {
            await new Problem(503, "outcomes are off", "this service was started without an outcome store; start it with --outcomes", [])
                .Send(context)
                .ConfigureAwait(false);
            return;
        }

        if (reports is null)
        {
            await Problem.InvalidOutcome(errors).Send(context).ConfigureAwait(false);
            return;
        }

        var receipt = await Stored(context, intake, reports).ConfigureAwait(false);
        if (receipt is null)
        {
            await new Problem(503, "the outcome could not be stored", "no outcome was stored; try again later, the log has the reason", [])
                .Send(context)
                .ConfigureAwait(false);
            return;
        }

        if (receipt.Rejections.Count > 0)
        {
            await Rejected(receipt.Rejections, reports).Send(context).ConfigureAwait(false);
            return;
        }

        state.Report(reports.Reports);
        context.Response.StatusCode = receipt.Waiting > 0 ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        var json = new CompactJson();
        json.StartObject();
        json.Number("accepted"u8, receipt.Accepted);
        json.Number("repeated"u8, receipt.Repeated);
        if (receipt.Waiting > 0)
        {
            json.Number("waiting"u8, receipt.Waiting);
        }

        json.Number("epoch"u8, receipt.Epoch);
        json.EndObject();
        context.Response.ContentType = "application/json";
        await json.Send(context).ConfigureAwait(false);
    }

    /// <summary>Null if neither the store nor the record can be written.</summary>
    private static async Task<OutcomeReceipt?> Stored(HttpContext context, OutcomeIntake intake, OutcomeReports reports)
    {
        var caller = context.Features.Get<Caller>();
        try
        {
            return await intake.Report(reports.Reports, caller?.KeyId, caller?.Has(AccessScope.Administer) ?? false).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Problem Rejected(IReadOnlyList<OutcomeRejection> rejections, OutcomeReports reports)
    {
        ImmutableArray<RequestError> faults =
        [
            .. rejections.Select(
                rejection => new RequestError($"{reports.PointerTo(rejection.Index)}/{rejection.Field}", rejection.Message)),
        ];
        var (status, title) = rejections[0].Kind switch
        {
            RejectionKind.UnknownDecision => (404, "unknown decision"),
            RejectionKind.UnknownHop => (400, "outcome does not match the decision"),
            RejectionKind.Conflict => (409, "reported before"),
            RejectionKind.TooOld => (410, "decision no longer known"),
            RejectionKind.Forbidden => (403, "not allowed"),
            RejectionKind.FromTheFuture => (400, "the outcome is not valid"),
        };
        return new Problem(status, title, "no outcome was stored", faults) { Schema = "outcome" };
    }
}
