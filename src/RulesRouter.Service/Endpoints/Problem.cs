using System.Collections.Immutable;
using RulesRouter.Access;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language.Schemas;
using RulesRouter.Policies;
using RulesRouter.Service.Access;
using RulesRouter.Wire.Problems;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Endpoints;

/// <summary>A rejected request as RFC 9457 problem details, every error with its JSON pointer.</summary>
internal sealed record Problem(int Status, string Title, string Detail, ImmutableArray<RequestError> Errors) : IResult
{
    private const string Attributes = "/attributes";

    public static Problem NotReady { get; } = new(
        StatusCodes.Status503ServiceUnavailable,
        "no revision is loaded",
        "no policies have loaded yet; GET /readyz lists the errors",
        []);

    public static Problem NotRecorded { get; } = new(
        StatusCodes.Status503ServiceUnavailable,
        "the decision could not be recorded",
        "the service returns no decision that is not recorded; the log has the reason",
        []);

    /// <summary>Name of the schema that describes the fields of the errors.</summary>
    public string Schema { get; init; } = "decision-request";

    public static Problem InvalidRequest(ImmutableArray<RequestError> errors) => Invalid("the request is not valid", errors);

    public static Problem InvalidOutcome(ImmutableArray<RequestError> errors) =>
        Invalid("the outcome is not valid", errors) with { Schema = "outcome" };

    public static Problem TooManyBodies { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "too many large requests", "the request bodies being read use all the memory for them; try again in a second", []);

    public static Problem UnreadableBody(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new Problem(status, "too large", "the body is longer than the service allows", []),
        StatusCodes.Status408RequestTimeout => new Problem(status, "too slow", "the body arrived too slowly", []),
        _ => new Problem(status, "the request is not valid", "the body cannot be read: its length or its chunks are malformed", []),
    };

    public static Problem AtNotAllowed(string pointer) => new(
        StatusCodes.Status403Forbidden,
        "not allowed",
        "only callers with the scope `administer` may set the time of a decision; `serve --allow-at` permits it on a loopback address",
        [new RequestError(pointer, "not allowed; leave it out to decide now")]);

    public static Problem PolicyNotAllowed(Caller caller, string policy, string pointer) => new(
        StatusCodes.Status403Forbidden,
        "not allowed",
        $"{caller.Name} may not use policy `{policy}`",
        [new RequestError(pointer, "not allowed for this caller")]);

    public static Problem AttributesNotAllowed(ImmutableArray<RequestError> errors) => new(
        StatusCodes.Status403Forbidden,
        "not allowed",
        "the request sets attributes that its caller may not set",
        errors);

    /// <param name="usable">The names that the caller may use.</param>
    public static Problem UnknownPolicy(string name, CompiledPolicySet set, Func<string, bool> usable, ImmutableArray<RequestError> faults)
    {
        var names = set.Names.Where(usable).ToList();
        return new Problem(
            StatusCodes.Status404NotFound,
            "unknown policy",
            UnrequestablePolicy.Reason(set.Policies, name, names)
                ?? $"no policy is named `{name}`; {Suggestion.DidYouMean(name, names, $"policies are {string.Join(", ", names)}")}",
            faults);
    }

    Task IResult.ExecuteAsync(HttpContext httpContext) => Send(httpContext);

    public void Write(CompactJson json) => ProblemWriter.Write(json, Status, Title, Detail, Errors, HelpFor);

    public async Task Send(HttpContext context)
    {
        if (context.Features.Get<ErrorForm>() is { } form)
        {
            await form.Send(context, Status, Title, Detail).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/problem+json";
        var json = new CompactJson();
        Write(json);
        await json.Send(context).ConfigureAwait(false);
    }

    private static Problem Invalid(string title, ImmutableArray<RequestError> errors) =>
        new(StatusCodes.Status400BadRequest, title, errors.Length == 1 ? "1 error" : $"{errors.Length} errors", errors);

    /// <summary>The description of the field in the request's schema, within a batch too; policies declare the attributes.</summary>
    private string HelpFor(string pointer)
    {
        var parts = pointer.Split('/');
        var within = parts is ["", "requests" or "outcomes", _, .. var inner] ? string.Concat(inner.Select(part => $"/{part}")) : pointer;
        return SchemaFields.DescriptionOf(Schema, within.StartsWith(Attributes + "/", StringComparison.Ordinal) ? Attributes : within);
    }
}
