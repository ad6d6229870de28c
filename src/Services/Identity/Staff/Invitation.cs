namespace PadelSaaS.Identity.Staff;

/// <summary>Somebody is asked to work here, as a row.</summary>
internal sealed class Invitation
{
    public const string Column = "staff_invitations.email";

    public Guid Id { get; init; }

    /// <summary>The address, sealed.</summary>
    public required byte[] Email { get; set; }

    public required byte[] EmailIndex { get; init; }

    public required string Role { get; set; }

    /// <summary>When the role will end by itself.</summary>
    public DateTimeOffset? RoleEndsAt { get; set; }

    /// <summary>Who stands for it: they have to be able to give the role when it is accepted, too.</summary>
    public Guid? InvitedBy { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset SentAt { get; set; }

    /// <summary>How many days a link works.</summary>
    public int Days { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public Guid? AcceptedBy { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public bool IsOpen => AcceptedAt is null && WithdrawnAt is null;
}

/// <summary>What a link to join carries.</summary>
internal sealed record InvitationLink(Guid Invitation);
