(** Every rule of oversight as the server runs it, called over its whole domain. Generated from
    src/core/oversight.ts, scopes.ts and delivery.ts by `npm run proof`: change it there. *)

From Coq Require Import List.
Import ListNotations.

Inductive Mode : Type :=
  | ReadOnly | GatedAll | GatedSend | Monitored | Autonomous.

Inductive Direction : Type :=
  | Inbound | Outbound.

Inductive Policy : Type :=
  | PolicyDeny | PolicyHold | PolicyRelease.

Inductive State : Type :=
  | Scanning | Held | Parked | Scheduled | Released | Rejected | Expired | Cancelled.

Inductive Event : Type :=
  | Block | Hold | Park | Schedule | Release | Approve | Reject | Expire | Cancel | Edit | Amend | Withdraw.

Inductive GateTiming : Type :=
  | GateFirst | ScheduleFirst.

Inductive Decision : Type :=
  | ToApprove | ToReject.

Inductive Verdict : Type :=
  | Yes | NoOwnMail | NoReadOnly | NoPaused.

Inductive Basis : Type :=
  | ByMode | ByAllowlist | ByApproval.

Inductive Configured : Type :=
  | UseSmtp | UseCapture.

Inductive Transport : Type :=
  | OverSmtp | IntoCapture | Simulated.

Inductive DeliveryState : Type :=
  | DeliveryQueued | DeliverySending | DeliverySent | DeliveryBounced | DeliveryFailed.

Inductive DeliveryEvent : Type :=
  | Claim | Accept | Defer | Lose | Refuse | GiveUp | ComeBack.

(** [POLICY] *)
Definition policy (mode : Mode) (direction : Direction) : Policy :=
  match mode with
  | ReadOnly =>
    match direction with
    | Inbound => PolicyRelease
    | Outbound => PolicyDeny
    end
  | GatedAll => PolicyHold
  | GatedSend =>
    match direction with
    | Inbound => PolicyRelease
    | Outbound => PolicyHold
    end
  | Monitored | Autonomous => PolicyRelease
  end.

(** [HONOURS_ALLOWLIST] *)
Definition honours_allowlist (mode : Mode) : bool :=
  match mode with
  | ReadOnly | GatedAll | Monitored | Autonomous => false
  | GatedSend => true
  end.

(** [policyOf] *)
Definition policy_of (mode : Mode) (direction : Direction) (allowlisted : bool) : Policy :=
  match mode with
  | ReadOnly =>
    match direction with
    | Inbound => PolicyRelease
    | Outbound => PolicyDeny
    end
  | GatedAll => PolicyHold
  | GatedSend =>
    match direction with
    | Inbound => PolicyRelease
    | Outbound => if allowlisted then PolicyRelease else PolicyHold
    end
  | Monitored | Autonomous => PolicyRelease
  end.

(** [stricterMode] *)
Definition stricter_mode (a : Mode) (b : Mode) : Mode :=
  match a with
  | ReadOnly => ReadOnly
  | GatedAll =>
    match b with
    | ReadOnly => ReadOnly
    | GatedAll | GatedSend | Monitored | Autonomous => GatedAll
    end
  | GatedSend =>
    match b with
    | ReadOnly => ReadOnly
    | GatedAll => GatedAll
    | GatedSend | Monitored | Autonomous => GatedSend
    end
  | Monitored =>
    match b with
    | ReadOnly => ReadOnly
    | GatedAll => GatedAll
    | GatedSend => GatedSend
    | Monitored | Autonomous => Monitored
    end
  | Autonomous =>
    match b with
    | ReadOnly => ReadOnly
    | GatedAll => GatedAll
    | GatedSend => GatedSend
    | Monitored => Monitored
    | Autonomous => Autonomous
    end
  end.

(** [isUpgrade] *)
Definition is_upgrade (before : Mode) (after : Mode) : bool :=
  match before with
  | ReadOnly =>
    match after with
    | ReadOnly => false
    | GatedAll | GatedSend | Monitored | Autonomous => true
    end
  | GatedAll =>
    match after with
    | ReadOnly | GatedAll => false
    | GatedSend | Monitored | Autonomous => true
    end
  | GatedSend =>
    match after with
    | ReadOnly | GatedAll | GatedSend => false
    | Monitored | Autonomous => true
    end
  | Monitored =>
    match after with
    | ReadOnly | GatedAll | GatedSend | Monitored => false
    | Autonomous => true
    end
  | Autonomous => false
  end.

(** [maySubmit] *)
Definition may_submit (mode : Mode) : bool :=
  match mode with
  | ReadOnly => false
  | GatedAll | GatedSend | Monitored | Autonomous => true
  end.

(** [afterScan] *)
Definition after_scan
    (blocked : bool)
    (direction : Direction)
    (paused : bool)
    (mode_at_submission : Mode)
    (mode_now : Mode)
    (allowlisted : bool)
    (gate_timing : GateTiming)
    (is_future : bool) : Event :=
  if blocked then Block
  else match direction with
  | Inbound =>
    match mode_at_submission with
    | ReadOnly | GatedSend | Monitored | Autonomous =>
      match mode_now with
      | ReadOnly | GatedSend | Monitored | Autonomous => if is_future then Schedule else Release
      | GatedAll =>
        match gate_timing with
        | GateFirst => Hold
        | ScheduleFirst => if is_future then Park else Hold
        end
      end
    | GatedAll =>
      match gate_timing with
      | GateFirst => Hold
      | ScheduleFirst => if is_future then Park else Hold
      end
    end
  | Outbound =>
    if paused then
      match gate_timing with
      | GateFirst => Hold
      | ScheduleFirst => if is_future then Park else Hold
      end
    else match mode_at_submission with
    | ReadOnly | GatedAll =>
      match gate_timing with
      | GateFirst => Hold
      | ScheduleFirst => if is_future then Park else Hold
      end
    | GatedSend =>
      match mode_now with
      | ReadOnly | GatedAll =>
        match gate_timing with
        | GateFirst => Hold
        | ScheduleFirst => if is_future then Park else Hold
        end
      | GatedSend | Monitored | Autonomous =>
        if allowlisted then if is_future then Schedule else Release
        else match gate_timing with
        | GateFirst => Hold
        | ScheduleFirst => if is_future then Park else Hold
        end
      end
    | Monitored | Autonomous =>
      match mode_now with
      | ReadOnly | GatedAll =>
        match gate_timing with
        | GateFirst => Hold
        | ScheduleFirst => if is_future then Park else Hold
        end
      | GatedSend =>
        if allowlisted then if is_future then Schedule else Release
        else match gate_timing with
        | GateFirst => Hold
        | ScheduleFirst => if is_future then Park else Hold
        end
      | Monitored | Autonomous => if is_future then Schedule else Release
      end
    end
  end.

(** [whenDue]; [None]: wait *)
Definition when_due
    (direction : Direction)
    (paused : bool)
    (mode_at_submission : Mode)
    (mode_now : Mode)
    (allowlisted : bool)
    (approved : bool) : option Event :=
  match direction with
  | Inbound =>
    match mode_at_submission with
    | ReadOnly | GatedSend | Monitored | Autonomous =>
      match mode_now with
      | ReadOnly | GatedSend | Monitored | Autonomous => Some Release
      | GatedAll => if approved then Some Release else Some Hold
      end
    | GatedAll => if approved then Some Release else Some Hold
    end
  | Outbound =>
    if paused then None
    else match mode_at_submission with
    | ReadOnly => Some Hold
    | GatedAll =>
      match mode_now with
      | ReadOnly => Some Hold
      | GatedAll | GatedSend | Monitored | Autonomous => if approved then Some Release else Some Hold
      end
    | GatedSend =>
      match mode_now with
      | ReadOnly => Some Hold
      | GatedAll => if approved then Some Release else Some Hold
      | GatedSend | Monitored | Autonomous =>
        if allowlisted then Some Release
        else if approved then Some Release else Some Hold
      end
    | Monitored | Autonomous =>
      match mode_now with
      | ReadOnly => Some Hold
      | GatedAll => if approved then Some Release else Some Hold
      | GatedSend =>
        if allowlisted then Some Release
        else if approved then Some Release else Some Hold
      | Monitored | Autonomous => Some Release
      end
    end
  end.

(** [basisOf] *)
Definition basis_of
    (approved : bool)
    (direction : Direction)
    (mode_at_submission : Mode)
    (mode_now : Mode)
    (allowlisted : bool) : Basis :=
  if approved then ByApproval
  else match direction with
  | Inbound =>
    match mode_at_submission with
    | ReadOnly | GatedSend | Monitored | Autonomous =>
      match mode_now with
      | ReadOnly | GatedSend | Monitored | Autonomous => ByMode
      | GatedAll => ByAllowlist
      end
    | GatedAll => ByAllowlist
    end
  | Outbound =>
    match mode_at_submission with
    | ReadOnly | GatedAll | GatedSend => ByAllowlist
    | Monitored | Autonomous =>
      match mode_now with
      | ReadOnly | GatedAll | GatedSend => ByAllowlist
      | Monitored | Autonomous => ByMode
      end
    end
  end.

(** [transition], that is [TRANSITIONS]; [None]: impossible *)
Definition transition (state : State) (event : Event) : option State :=
  match state with
  | Scanning =>
    match event with
    | Block => Some Rejected
    | Hold => Some Held
    | Park => Some Parked
    | Schedule => Some Scheduled
    | Release => Some Released
    | Approve | Reject | Expire | Edit | Amend | Withdraw => None
    | Cancel => Some Cancelled
    end
  | Held =>
    match event with
    | Block | Hold | Park | Edit => None
    | Schedule => Some Scheduled
    | Release => Some Released
    | Approve | Amend | Withdraw => Some Held
    | Reject => Some Rejected
    | Expire => Some Expired
    | Cancel => Some Cancelled
    end
  | Parked =>
    match event with
    | Block | Park | Schedule | Approve | Reject | Expire | Amend | Withdraw => None
    | Hold => Some Held
    | Release => Some Released
    | Cancel => Some Cancelled
    | Edit => Some Scanning
    end
  | Scheduled =>
    match event with
    | Block | Park | Schedule | Approve | Reject | Expire | Amend => None
    | Hold | Withdraw => Some Held
    | Release => Some Released
    | Cancel => Some Cancelled
    | Edit => Some Scanning
    end
  | Released | Rejected | Expired => None
  | Cancelled =>
    match event with
    | Block | Hold | Park | Schedule | Release | Approve | Reject | Expire | Edit | Amend | Withdraw => None
    | Cancel => Some Cancelled
    end
  end.

(** [AUTHOR_MAY_EDIT] *)
Definition author_may_edit (state : State) : bool :=
  match state with
  | Scanning | Held | Released | Rejected | Expired | Cancelled => false
  | Parked | Scheduled => true
  end.

(** [mayDecide] *)
Definition may_decide
    (is_author : bool)
    (action : Decision)
    (direction : Direction)
    (mode_now : Mode)
    (paused : bool) : Verdict :=
  if is_author then NoOwnMail
  else match action with
  | ToApprove =>
    match direction with
    | Inbound => Yes
    | Outbound =>
      match mode_now with
      | ReadOnly => NoReadOnly
      | GatedAll | GatedSend | Monitored | Autonomous => if paused then NoPaused else Yes
      end
    end
  | ToReject => Yes
  end.

(** [afterApproval], where [enough] is what [isEnough] says *)
Definition after_approval (enough : bool) (is_future : bool) : Event :=
  if enough then if is_future then Schedule else Release
  else Approve.

(** [deliveryTransition], that is [DELIVERY_TRANSITIONS]; [None]: impossible *)
Definition delivery_transition (state : DeliveryState) (event : DeliveryEvent) : option DeliveryState :=
  match state with
  | DeliveryQueued =>
    match event with
    | Claim => Some DeliverySending
    | Accept | Defer | Lose | Refuse | GiveUp | ComeBack => None
    end
  | DeliverySending =>
    match event with
    | Claim | ComeBack => None
    | Accept => Some DeliverySent
    | Defer | Lose => Some DeliveryQueued
    | Refuse => Some DeliveryBounced
    | GiveUp => Some DeliveryFailed
    end
  | DeliverySent =>
    match event with
    | Claim | Accept | Defer | Lose | Refuse | GiveUp => None
    | ComeBack => Some DeliveryBounced
    end
  | DeliveryBounced | DeliveryFailed => None
  end.

(** [scopesConflict] *)
Definition scopes_conflict (read : bool) (send : bool) (oversight : bool) (admin : bool) : bool :=
  if send then oversight else false.

(** [seesHeld] *)
Definition sees_held (read : bool) (send : bool) (oversight : bool) (admin : bool) : bool :=
  if oversight then true else admin.

(** [mayRead] *)
Definition may_read (direction : Direction) (state : State) (sees_held_mail : bool) : bool :=
  match direction with
  | Inbound =>
    match state with
    | Scanning | Held | Parked | Scheduled | Rejected | Expired | Cancelled => sees_held_mail
    | Released => true
    end
  | Outbound => true
  end.

(** [transportFor] *)
Definition transport_for (is_test : bool) (configured : Configured) : Transport :=
  if is_test then Simulated
  else match configured with
  | UseSmtp => OverSmtp
  | UseCapture => IntoCapture
  end.

(** [isEnough]: each number given, 0 to 20, with the required ones, of 1 to 20, it is enough for *)
Definition is_enough_table : list (nat * list nat) := [
  (0, []);
  (1, [1]);
  (2, [1; 2]);
  (3, [1; 2; 3]);
  (4, [1; 2; 3; 4]);
  (5, [1; 2; 3; 4; 5]);
  (6, [1; 2; 3; 4; 5; 6]);
  (7, [1; 2; 3; 4; 5; 6; 7]);
  (8, [1; 2; 3; 4; 5; 6; 7; 8]);
  (9, [1; 2; 3; 4; 5; 6; 7; 8; 9]);
  (10, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10]);
  (11, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11]);
  (12, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12]);
  (13, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13]);
  (14, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14]);
  (15, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15]);
  (16, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16]);
  (17, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17]);
  (18, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18]);
  (19, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18; 19]);
  (20, [1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18; 19; 20])
].

(** [afterApproval]: where, in that range, it is not [after_approval] of [isEnough] (given, required, isFuture) *)
Definition after_approval_departs : list (nat * nat * bool) := [].

(** [countReviewers] of every list of at most three out of three names *)
Definition count_reviewers_table : list (list nat * nat) := [
  ([], 0);
  ([1], 1);
  ([2], 1);
  ([3], 1);
  ([1; 1], 1);
  ([1; 2], 2);
  ([1; 3], 2);
  ([2; 1], 2);
  ([2; 2], 1);
  ([2; 3], 2);
  ([3; 1], 2);
  ([3; 2], 2);
  ([3; 3], 1);
  ([1; 1; 1], 1);
  ([1; 1; 2], 2);
  ([1; 1; 3], 2);
  ([1; 2; 1], 2);
  ([1; 2; 2], 2);
  ([1; 2; 3], 3);
  ([1; 3; 1], 2);
  ([1; 3; 2], 3);
  ([1; 3; 3], 2);
  ([2; 1; 1], 2);
  ([2; 1; 2], 2);
  ([2; 1; 3], 3);
  ([2; 2; 1], 2);
  ([2; 2; 2], 1);
  ([2; 2; 3], 2);
  ([2; 3; 1], 3);
  ([2; 3; 2], 2);
  ([2; 3; 3], 2);
  ([3; 1; 1], 2);
  ([3; 1; 2], 3);
  ([3; 1; 3], 2);
  ([3; 2; 1], 3);
  ([3; 2; 2], 2);
  ([3; 2; 3], 2);
  ([3; 3; 1], 2);
  ([3; 3; 2], 2);
  ([3; 3; 3], 1)
].
