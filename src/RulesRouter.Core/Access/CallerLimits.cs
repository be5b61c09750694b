namespace RulesRouter.Access;

/// <summary>How often a caller may call. Null is no limit of its own: the service's default applies.</summary>
/// <param name="RequestsPerSecond">Above 0; below 1 is one request in several seconds.</param>
/// <param name="Burst">Requests that may come at once, at least 1.</param>
/// <param name="Concurrent">Requests that may run at the same time, at least 1.</param>
internal sealed record CallerLimits(double? RequestsPerSecond, int? Burst, int? Concurrent)
{
    public static CallerLimits None { get; } = new(null, null, null);
}
