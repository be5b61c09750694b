namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Who speaks; results of tools are part of what the user says.</summary>
internal enum RequestRole
{
    System,
    Developer,
    User,
    Assistant,
}
