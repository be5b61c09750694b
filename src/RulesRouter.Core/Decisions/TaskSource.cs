namespace RulesRouter.Decisions;

/// <summary>The source of a decision's task.</summary>
public enum TaskSource
{
    Request,

    /// <summary>The classifier.</summary>
    Derived,

    /// <summary>The classifier abstained, so the task is <c>other</c>.</summary>
    None,

    /// <summary>The last request of the session, since this one only continues it.</summary>
    Session,
}
