namespace RulesRouter.Wire.Requests;

/// <summary>Parts that every request needs and that some sources of requests supply separately.</summary>
[Flags]
internal enum Omissions
{
    None = 0,
    Policy = 1,

    /// <summary>Messages, prompt and estimate.</summary>
    Text = 2,
}
