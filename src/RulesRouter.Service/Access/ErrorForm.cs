namespace RulesRouter.Service.Access;

/// <summary>
/// How the routes of a vendor's API state an error; a feature of their requests. Requests without one get RFC 9457 problem details.
/// </summary>
/// <param name="Send">Sends status, title and detail.</param>
internal sealed record ErrorForm(Func<HttpContext, int, string, string, Task> Send);
