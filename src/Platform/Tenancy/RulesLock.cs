namespace PadelSaaS.Platform.Tenancy;

/// <summary>
/// Keeps those who act by the rules of a subject and the one who changes them out of each other's way, for the length of a transaction. Who acts
/// takes it shared and in a statement before the one that compares the revision; who changes takes it alone, before looking at what was done by
/// the old rules.
/// </summary>
public static class RulesLock
{
    /// <summary>Statement of somebody who acts by the rules; the subject's id is $5 as text, beside the values of the statement it is part of.</summary>
    public const string ToAct = "select pg_advisory_xact_lock_shared(hashtextextended('rules ' || $5, 0))";

    /// <summary>Statement of somebody who changes the rules; the subject's id is $1 as text.</summary>
    public const string ToChange = "select pg_advisory_xact_lock(hashtextextended('rules ' || $1, 0))";
}
