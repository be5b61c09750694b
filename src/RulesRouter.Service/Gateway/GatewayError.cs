using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Running;
using RulesRouter.Requests;
using RulesRouter.Service.Endpoints;

namespace RulesRouter.Service.Gateway;

/// <summary>Errors of the gateway itself, in the client's dialect.</summary>
internal static class GatewayError
{
    public static UpstreamFailure NotReady { get; } =
        new(FailureClass.Unavailable, 503, "no policies have loaded yet; GET /readyz lists the errors");

    public static UpstreamFailure NoCredentials { get; } = new(
        FailureClass.Unavailable,
        503,
        "the gateway is off: no provider of the catalog has a credential; set the variable that its `api.credential` names, or start the service with --upstream-credentials");

    public static UpstreamFailure UndefinedCheck(string policy, string check) => new(
        FailureClass.Unavailable,
        503,
        $"policy `{policy}` names check `{check}`, which the gateway does not have; start the service with --gateway-checks and a file that defines it");

    public static UpstreamFailure Invalid(string message, string? param = null) =>
        new(FailureClass.InvalidRequest, 400, message, "invalid_request_error", null, param);

    public static UpstreamFailure UnknownModel(string message) =>
        new(FailureClass.ModelNotFound, 404, message, "invalid_request_error", "model_not_found", "model");

    /// <summary>A problem of the decision API, such as an attribute of the wrong type.</summary>
    public static UpstreamFailure Of(Problem problem) => Of(
        problem.Status,
        problem.Errors.IsEmpty
            ? $"{problem.Title}: {problem.Detail}"
            : $"{problem.Title}: {string.Join("; ", problem.Errors.Select(error => $"{error.Pointer} {error.Message}".Trim()))}");

    /// <summary>An error of the service that has a status and no more.</summary>
    public static UpstreamFailure Of(int status, string message) => new(
        status switch
        {
            401 or 403 => FailureClass.Authentication,
            429 => FailureClass.RateLimited,
            >= 500 => FailureClass.Unavailable,
            _ => FailureClass.InvalidRequest,
        },
        status,
        message);

    /// <summary>A decision that no endpoint may answer: why, and what would help.</summary>
    /// <param name="onlyOwn">What of the request upstreams of another dialect cannot express.</param>
    public static UpstreamFailure Denied(Denied denied, FeatureSet onlyOwn)
    {
        var reasons = denied.Reasons.Concat(
            denied.Explanation.EmptiedBy.Select(emptying => $"{emptying.Constraint} excludes {emptying.Removed} endpoints"));
        var feasible = denied.Explanation.FeasibleIf is { IsEmpty: false } changes
            ? $"; an endpoint could answer if {string.Join(", or if ", changes)}"
            : "";
        var dialects = !onlyOwn.IsEmpty && denied.Explanation.EmptiedBy.Any(emptying => emptying.Constraint.Name == "dialect")
            ? $"; other dialects cannot express {onlyOwn} of the request"
            : "";
        return new UpstreamFailure(
            FailureClass.InvalidRequest,
            403,
            $"policy `{denied.Policy}` denies the request: {string.Join("; ", reasons)}{dialects}{feasible}",
            "permission_error",
            Names.EnumNames<DenialCode>.NameOf(denied.Code));
    }

    /// <param name="decisionId">Null before a decision.</param>
    /// <param name="write">Writes further fields beside <c>error</c>.</param>
    public static async Task Send(
        HttpContext context,
        ApiDialect dialect,
        UpstreamFailure failure,
        string? decisionId = null,
        Action<Utf8JsonWriter>? write = null)
    {
        var body = ErrorWriter.Body(dialect, failure, decisionId, write);
        context.Response.StatusCode = failure.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (decisionId is not null)
        {
            context.Response.Headers[ClientResponse.DecisionHeader] = decisionId;
        }

        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
