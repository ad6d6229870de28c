namespace PadelSaaS.Identity;

/// <summary>The words of the audit log's page.</summary>
internal sealed class AuditWords;
