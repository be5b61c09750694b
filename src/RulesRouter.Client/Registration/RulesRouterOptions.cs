using RulesRouter.Client.Chat;

namespace RulesRouter.Client.Registration;

/// <summary>Settings of a client of a decision service.</summary>
public sealed class RulesRouterOptions
{
    /// <summary>Where the service is, such as <c>http://127.0.0.1:8080</c>; required.</summary>
    public Uri? Service { get; set; }

    /// <summary>The service's key for this application; null where the service requires none.</summary>
    public string? Key { get; set; }

    /// <summary>Until a decision or the receipt of outcomes, further attempts included; at least 100 ms.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How chats are routed.</summary>
    public RoutingChatOptions Chat { get; } = new();
}
